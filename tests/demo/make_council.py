"""Make the demo council's returns and benchmarks: ``.venv/bin/python tests/demo/make_council.py``.

Westmere Council does not exist. ``shapes.csv`` says how each measure moves (level, trend, season, noise, size of the
base, and pinned figures where a story needs them), ``stories.yml`` holds what people wrote and what was restated.
The same seed gives the same bytes. What the measures are stands in ``data/framework/``, written by hand.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import random
import re
import shutil
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import xlsxwriter
import yaml

from helpers.model.period import Kind, Period

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, it finds what stands beside it as a test does
from demo.return_workbooks import as_issued, filled

SEED = 20191113
HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
FIRST, LAST = Period.parse("2016-17-q2"), Period.parse("2019-20-q3")
LEVELS_UNTIL = Period.parse("2019-20-q2")  # where the levels of shapes.csv end; later quarters carry the trend on
QUARTERS = [FIRST.shift(on) for on in range(14)]
YEARS_WITH_OUTTURN = ("2017-18", "2018-19")
COLUMNS = [
    "ref", "period", "value", "numerator", "denominator", "marker", "forecast", "rag_supplied", "commentary", "cause",
    "action", "owner_role", "action_date", "recovery_date",
]  # fmt: skip
BENCHMARK_COLUMNS = ["ref", "period", "area", "value", "numerator", "denominator", "marker"]
NUMBERS = {"value", "numerator", "denominator", "forecast"}
DATES = {"action_date", "recovery_date"}
KINDS = {"monthly": Kind.MONTH, "quarterly": Kind.QUARTER, "half-yearly": Kind.HALF, "annual": Kind.YEAR}
SENDERS = {
    "adult-social-care": ("Performance Officer, Adult Social Care", "Adult social care case system", "csv"),
    "childrens-services": ("Performance Officer, Children's Services", "Children's case system", "csv"),
    "environment-community": ("Business Manager, Environment and Community", "Service workbook", "csv"),
    "growth-regeneration": ("Business Manager, Growth and Regeneration", "Service workbook", "csv"),
    "housing": ("Performance Officer, Housing", "Housing return workbook", "xlsx"),
    "resources": ("Business Support Manager, Resources", "Resources return workbook", "xlsx"),
}
NEIGHBOURS = ("Aldermoor", "Brackenford", "Castlemere", "Dunwater", "Elmhaven", "Fenbridge", "Greywold", "Highcombe")
OTHERS = (
    "Ambleton", "Ashmarsh", "Birchholt", "Brindlewick", "Coldbrook", "Cranmoor", "Danesford", "Dovecliff", "Eastlea",
    "Elderby", "Fallowby", "Foxholme", "Garrowdale", "Gullsea", "Harrowmere", "Hazelbourne", "Inglebrook", "Ivelmouth",
    "Jarrowick", "Kestrelham", "Kingsfallow", "Larkhollow", "Lindenport", "Lower Mere", "Millhaven", "Mossgate",
    "Norbeck", "Oakminster", "Pennyford", "Quillham", "Ravensmoor", "Saltholt", "Thornmere", "Underhythe", "Upper Mere",
    "Valebridge", "Wychlow", "Yarrowby", "Zealhurst",
)  # fmt: skip
GROUPS = {  # Mere Valley takes the place of Upper and Lower Mere in April 2020; the region lists it already
    "neighbours": ("Statistical neighbours", "neighbours", NEIGHBOURS),
    "mere-region": ("Mere region", "region", ("Aldermoor", "Castlemere", "Greywold", "Harrowmere", "Mere Valley",
                                                  "Norbeck", "Thornmere", "Westmere Council")),
    "all-councils": ("Made-up England", "country", ("*",)),
}  # fmt: skip
AREAS = (("Upper Mere", "", "2019-20-q4", "Mere Valley"), ("Lower Mere", "", "2019-20-q4", "Mere Valley"))

Row = dict[str, str]
Figure = tuple[str, str, str]  # value, numerator, denominator


def rows_of(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chance(*names: object) -> random.Random:
    """Give a stream of chance that depends on the names alone, not on the order of the rows."""
    return random.Random(":".join(map(str, (SEED, *names))))


def rounded(number: float | Decimal, decimals: int, step: int = 0) -> str:
    """Write a number half up to its decimals, or to the nearest step."""
    if step:
        return str(round(float(number) / step) * step)
    return str(Decimal(str(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def within(period: Period, kind: Kind) -> list[Period]:
    """List the shorter periods of a kind that make up a period."""
    last = Period.ending(kind, period.end)
    return [last.shift(-back) for back in reversed(range(period.kind.months // kind.months))]


class Maker:
    """Figures of one measure, made when asked for and then kept."""

    def __init__(self, measure: Row, shape: Row, parts: list[Maker]) -> None:
        self.measure, self.shape, self.parts = measure, shape, parts
        self.ref, self.decimals = measure["ref"], int(measure["decimals"])
        self.kind = KINDS[measure["frequency"]]
        self.lag = int(measure["lag"])
        self.pins = dict(pin.split("=") for pin in shape["pins"].split())
        per = re.search(r"per ([\d,]+)", measure["unit"])
        self.scale = 100 if measure["unit"] == "%" else int(per[1].replace(",", "")) if per else 1
        self.made: dict[Period, Figure] = {}

    def number(self, column: str) -> float:
        return float(self.shape[column] or 0)

    def figure(self, period: Period) -> Figure:
        """Give the figure of a period: value, numerator and denominator as they are written in a return."""
        if period not in self.made:
            self.made[period] = self._make(period)
        return self.made[period]

    def _make(self, period: Period) -> Figure:
        if self.parts:
            return str(sum(int(part.figure(period)[0]) for part in self.parts)), "", ""
        if str(period) in self.pins:
            return self._pinned(self.pins[str(period)])
        if self.kind is not period.kind:
            return self._summed(period)
        level = self._level(period)
        if not self.shape["base"]:
            return rounded(level, self.decimals, int(self.number("step"))), "", ""
        base = self._trend("base", "base_end", period)
        below = round(base * (1 + self.number("wobble") * chance(self.ref, period, "base").gauss()))
        above = max(0, round(level * below / self.scale))
        return self._ratio(min(above, below) if self.scale == 100 else above, below)

    def _pinned(self, pin: str) -> Figure:
        if "/" not in pin:
            return ("" if pin == "x" else pin), "", ""
        above, below = pin.split("/")
        return self._ratio(int(above), int(below))

    def _ratio(self, above: int, below: int) -> Figure:
        value = Decimal(above) * self.scale / Decimal(below)
        return rounded(value, self.decimals), str(above), str(below)

    def _trend(self, start: str, end: str, period: Period) -> float:
        gone = (period.end - FIRST.end) / (LEVELS_UNTIL.end - FIRST.end)
        return self.number(start) + (self.number(end) - self.number(start)) * gone

    def _level(self, period: Period) -> float:
        if self.measure["basis"] == "cumulative":
            year = period.financial_year
            total = self._trend("start", "end", year)
            quarters = [quarter for quarter in within(year, Kind.QUARTER) if quarter <= period]
            return sum(total * self._share(quarter) for quarter in quarters)
        level = self._trend("start", "end", period) + self.number(self._season(period))
        return level + self.number("noise") * chance(self.ref, period).gauss()

    def _share(self, quarter: Period) -> float:
        return self.number(self._season(quarter)) * (1 + self.number("noise") * chance(self.ref, quarter).gauss())

    def _season(self, period: Period) -> str:
        return f"q{(period.end.month - 4) % 12 // 3 + 1}"

    def _summed(self, period: Period) -> Figure:
        """Sum up a longer period from its own shorter ones."""
        inside = within(period, self.kind)
        if self.measure["basis"] != "period":
            return self.figure(inside[-1])
        figures = [self.figure(each) for each in inside]
        return self._ratio(sum(int(each[1]) for each in figures), sum(int(each[2]) for each in figures))

    def main(self, quarter: Period) -> Period | None:
        """Give the period whose figure a quarter's edition judges: the whole quarter for a monthly measure."""
        about = quarter.shift(-self.lag)
        return about if self.kind is Kind.MONTH else Period.ending(self.kind, about.end)

    def due(self, quarter: Period) -> list[Period]:
        """List the periods whose figures this measure sends in with a quarter's return."""
        main = self.main(quarter)
        if main is None:
            return []
        periods = [*(within(main, Kind.MONTH) if self.kind is Kind.MONTH else []), main]
        about, year = quarter.shift(-self.lag), quarter.shift(-self.lag).financial_year
        if self.kind is not Kind.YEAR and year.end == about.end and str(year) in YEARS_WITH_OUTTURN:
            periods += [year] if self._has_outturn() else []
        began = self.shape["since"] or self.measure["from"]
        first, last = Period.parse(began or "2010-11-q1"), Period.parse(self.measure["to"] or str(LAST))
        return [period for period in periods if period.start >= first.start and period.end <= last.end]

    def _has_outturn(self) -> bool:
        """Say whether a year's figure can stand beside a quarter's: a count of a quarter cannot."""
        return self.measure["basis"] != "period" or bool(self.shape["base"])


def makers() -> dict[str, Maker]:
    """Read the framework and the shapes."""
    shapes = {row["ref"]: row for row in rows_of(HERE / "shapes.csv")}
    measures = [row for row in rows_of(ROOT / "data/framework/measures.csv") if row["ref"] in shapes]
    made: dict[str, Maker] = {}
    for measure in sorted(measures, key=lambda row: row["part_of"] == ""):  # parts before their totals
        parts = [maker for maker in made.values() if maker.measure["part_of"] == measure["ref"]]
        made[measure["ref"]] = Maker(measure, shapes[measure["ref"]], parts)
    return {measure["ref"]: made[measure["ref"]] for measure in measures}


def return_rows(quarter: Period, made: dict[str, Maker], stories: dict) -> dict[str, list[Row]]:
    """Give each directorate's rows for a quarter: its figures, its words and what it restates."""
    told = stories["told"].get(str(quarter), {})
    expected = stories["forecasts"].get(str(quarter), {})
    first = {(each["ref"], each["period"]): str(each["first"]) for each in stories["revisions"]}
    rows = defaultdict(list)
    for ref, maker in made.items():
        for period in maker.due(quarter):
            pin = first.get((ref, str(period)))
            row = _row(ref, period, maker._pinned(pin) if pin else maker.figure(period))
            row["marker"] = "x" if not row["value"] else stories["markers"].get(f"{ref} {period}", "")
            if period == maker.main(quarter):
                row |= {"forecast": str(expected.get(ref, ""))}
                row |= {column: str(text).strip() for column, text in told.get(ref, {}).items()}
            rows[maker.measure["directorate"]].append(row)
    for each in stories["revisions"]:
        if each["in"] == str(quarter):
            maker, period = made[each["ref"]], Period.parse(each["period"])
            row = _row(each["ref"], period, maker.figure(period)) | {"marker": "r"}
            rows[maker.measure["directorate"]].append(row)
    return rows


def _row(ref: str, period: Period, figure: Figure) -> Row:
    return (
        dict.fromkeys(COLUMNS, "")
        | {"ref": ref, "period": str(period)}
        | dict(zip(("value", "numerator", "denominator"), figure, strict=True))
    )


def as_csv(rows: list[Row], columns: list[str]) -> bytes:
    """Write rows as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: list[Row], columns: list[str]) -> bytes:
    """Write rows as a service's workbook: numbers as numbers, dates as dates, and always the same bytes."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        book.set_properties({"title": "Return", "created": dt.datetime(2019, 10, 1)})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Return")
        sheet.write_row(0, 0, columns, bold)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                text = row[column]
                if text and column in NUMBERS:
                    sheet.write_number(number, place, float(text))
                elif text and column in DATES:
                    sheet.write_datetime(number, place, dt.datetime.fromisoformat(text), day)
                elif text:
                    sheet.write_string(number, place, text)
    return memory.getvalue()


def write(path: Path, content: bytes, supplied_by: str, system: str, received: dt.date) -> None:
    """Write a file and its origin beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    origin = {
        "supplied_by": supplied_by,
        "system": system,
        "received": received,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    path.with_name(f"{path.name}.origin.yml").write_text(
        yaml.safe_dump(origin, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def write_returns(data: Path, made: dict[str, Maker], stories: dict) -> None:
    """Write every quarter's returns: one file a directorate, and what came apart from it."""
    for quarter in QUARTERS:
        folder = data / "returns" / str(quarter)
        for directorate, rows in return_rows(quarter, made, stories).items():
            supplied_by, system, kind = SENDERS[directorate]
            received = quarter.end + dt.timedelta(days=9 + chance(directorate, quarter).randrange(4))
            own = rows_left(folder, rows, quarter, made, stories)
            name = directorate if len(own) > 1 else f"{directorate}-revised"
            write(folder / f"{name}.{kind}", (as_xlsx if kind == "xlsx" else as_csv)(own, COLUMNS), supplied_by, system,
                  received)  # fmt: skip


def rows_left(folder: Path, rows: list[Row], quarter: Period, made: dict[str, Maker], stories: dict) -> list[Row]:
    """Write what some services sent by themselves, and give the rows left for the directorate's own file."""
    for sent in stories["sent_apart"].get(str(quarter), []):
        apart = [row for row in rows if row["ref"] in sent["refs"]]
        if apart:
            write(folder / f"{sent['file']}.csv", as_csv(apart, COLUMNS), sent["supplied_by"], sent["system"],
                  sent["received"])  # fmt: skip
            rows = [row for row in rows if row not in apart]
    sheets = stories["return_workbooks"].get(str(quarter), {})
    mine = {service: sent for service, sent in sheets.items() if any(service_of(row, made) == service for row in rows)}
    issued = as_issued(folder.parents[1], quarter, mine) if mine else {}
    for service, sent in mine.items():
        answers = [row for row in rows if service_of(row, made) == service and row["marker"] != "r"]
        content = filled(issued[service], answers, dt.datetime.combine(sent["received"], dt.time(9)))
        write(folder / f"{service}.xlsx", content, sent["supplied_by"], "Return workbook", sent["received"])
        rows = [row for row in rows if row not in answers]
    return rows


def service_of(row: Row, made: dict[str, Maker]) -> str:
    """Give the service that a row's measure belongs to."""
    return made[row["ref"]].measure["service"]


def write_benchmarks(data: Path, made: dict[str, Maker], stories: dict) -> None:
    """Write what fictional councils report: the neighbours at first for five periods, then two files a quarter."""
    folder, team = data / "benchmarks", "Policy and Performance Team"
    for quarter, name, count, received in (
        (LEVELS_UNTIL, "neighbours", 5, dt.date(2019, 10, 18)),
        (LAST, f"neighbours-{LAST}", 1, dt.date(2020, 1, 17)),
    ):
        content = as_csv(peers(quarter, count, made, stories), BENCHMARK_COLUMNS)
        write(folder / f"{name}.csv", content, team, "Benchmarking club return", received)
        content = as_csv(others(quarter, made), BENCHMARK_COLUMNS)
        write(folder / f"all-councils-{quarter}.csv", content, team, "National return (made up)", received)
    listed = [(key, name, kind, area) for key, (name, kind, areas) in GROUPS.items() for area in areas]
    for file, columns, rows in (
        ("groups", ("group", "name", "kind", "area"), listed), ("areas", ("area", "from", "to", "successor"), AREAS),
    ):  # fmt: skip
        cells = [dict(zip(columns, row, strict=True)) for row in rows]
        (folder / f"{file}.csv").write_bytes(as_csv(cells, list(columns)))


def peers(quarter: Period, count: int, made: dict[str, Maker], stories: dict) -> list[Row]:
    """Give the neighbours' figures for the periods that a quarter's edition judges, and for some before them."""
    missing = set(stories["neighbours_missing"])
    rows = []
    for ref, maker in made.items():
        if not maker.measure["benchmark_group"].startswith("neighbours"):
            continue
        gap, spread = maker.number("peer_gap"), maker.number("peer_spread")
        about = quarter.shift(-maker.lag)
        first = maker.measure["from"]
        periods = [about.shift(-back) for back in range(count - 1, -1, -1)]
        for period in (each for each in periods if not first or each.start >= Period.parse(first).start):
            for area in NEIGHBOURS:
                own, now = chance(ref, area, 3).gauss(), chance(ref, area, period).gauss()
                value = max(0, float(maker.figure(period)[0]) + gap + spread * (own + 0.2 * now))
                if maker.scale == 100:
                    value = min(value, 99.4)
                unknown = f"{ref} {period} {area}" in missing
                figure = ("", "", "") if unknown else parts(rounded(value, maker.decimals), maker, period, area)
                rows.append(_peer(ref, period, area, figure))
    return rows


def parts(value: str, maker: Maker, period: Period, area: str) -> Figure:
    """Give a neighbour's figure the numbers behind it, where every council's are compared: some that make it so."""
    if "all-councils" not in maker.measure["benchmark_group"]:
        return value, "", ""
    about = size(maker, period, area)
    for below in sorted(range(max(1, about - 500), about + 500), key=lambda number: abs(number - about)):
        above = round(float(value) * below / maker.scale)
        if maker._ratio(above, below)[0] == value:
            return value, str(above), str(below)
    raise SystemExit(f"no numbers make {value} of {maker.ref}")


def size(maker: Maker, period: Period, area: str) -> int:
    """Give the number that a council's figure is out of: councils differ in size, and keep their size."""
    return max(20, round(int(maker.figure(period)[2]) * 2 ** (0.8 * chance(area, "size").gauss())))


def others(quarter: Period, made: dict[str, Maker]) -> list[Row]:
    """Give the figures of the councils that are no neighbours, for the measures compared with every council."""
    rows = []
    for ref, maker in made.items():
        if "all-councils" not in maker.measure["benchmark_group"]:
            continue
        period = quarter.shift(-maker.lag)
        for area in OTHERS:
            below = size(maker, period, area)
            far = 0.7 * maker.number("peer_spread") * chance(ref, area, 3).gauss()
            level = max(0.0, float(maker.figure(period)[0]) + maker.number("peer_gap") + far)
            above = max(0, round(level * below / maker.scale))
            rows.append(_peer(ref, period, area, maker._ratio(min(above, below), below)))
    return rows


def _peer(ref: str, period: Period, area: str, figure: Figure) -> Row:
    cells = (ref, str(period), area, *figure, "" if figure[0] else "x")
    return dict(zip(BENCHMARK_COLUMNS, cells, strict=True))


def main(data: Path) -> None:
    """Make everything anew."""
    made = makers()
    stories = yaml.safe_load((HERE / "stories.yml").read_text(encoding="utf-8"))
    for folder in ("returns", "benchmarks"):
        shutil.rmtree(data / folder, ignore_errors=True)
    write_returns(data, made, stories)
    write_benchmarks(data, made, stories)


if __name__ == "__main__":
    main(ROOT / "data")
