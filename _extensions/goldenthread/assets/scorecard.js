// Lets a reader sort the scorecards of a page, and narrow them to some of their measures. What is chosen stands in the
// address (`#rating=red&service=waste&sort=now&order=descending`), so that it can be sent to someone.
//
// Without this script the tables read as they stand. It reads what rows and tables say of themselves in `data-`
// attributes (present/scorecard_keys.py). Of a table that says it is long the first FIRST are shown until more are asked
// for: scorecard.css hides the others before they are laid out, where scripts run. sortable.js puts rows in order;
// the buttons in the heads, `aria-sort` and the words that say what is shown follow the sortable table of the W3C's ARIA
// Authoring Practices Guide.
"use strict";

(() => {
  const SORTER = new URL("sortable.js", document.currentScript.src).href;
  const FEW = 4; // with fewer measures there is nothing to find
  const FIRST = 50; // scorecard.css says the same
  const ORDER = ["red", "amber", "green", "worsening", "no-change", "increasing", "decreasing", "improving",
    "not-rated", "not-due", "missing", "suppressed", "unavailable"];
  const WAYS = {
    measure: ["A to Z", "Z to A"],
    figures: ["lowest first", "highest first"],
    judged: ["worst first", "best first"],
  };
  const JUDGED = ["rating", "direction", "pattern", "forecast", "benchmark"];

  const tables = [...document.querySelectorAll("table.scorecard[data-choices]")];
  const groups = tables.map((table) => [...table.tBodies[0].rows]);
  const rows = groups.flat();
  if (rows.length < FEW) return;

  const folded = new Map(); // each long table, and the button that shows the rest of it
  for (const table of tables.filter((one) => "long" in one.dataset)) {
    const button = made("button", { type: "button", class: "show-all" },
      `Show the other ${table.tBodies[0].rows.length - FIRST} measures`);
    button.addEventListener("click", () => {
      const next = table.tBodies[0].rows[FIRST];
      table.classList.add("is-whole");
      folded.delete(table);
      button.remove();
      next.querySelector("a")?.focus();
      say([]);
    });
    folded.set(table, button);
    table.after(button);
  }

  const choices = new Map();
  for (const [key, label, found] of tables.flatMap((table) => JSON.parse(table.dataset.choices))) {
    if (!choices.has(key)) choices.set(key, { label, names: new Map() });
    found.forEach(([value, name]) => choices.get(key).names.set(value, name));
  }
  for (const [key, choice] of choices) {
    if (choice.names.size < 2) choices.delete(key);
    if (["rating", "direction"].includes(key)) {
      choice.names = new Map([...choice.names].sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other)));
    }
  }
  const heads = tables.map((table) => [...table.tHead.rows[0].cells].filter((head) => head.dataset.sorts));
  const columns = new Map(heads.flat().map((head) => [head.dataset.sorts, head.textContent.trim()]));
  const controls = new Map();
  const nones = new Map();
  let chosen = new URLSearchParams();

  function ways(column) {
    return WAYS[column] ?? WAYS[JUDGED.includes(column) ? "judged" : "figures"];
  }

  function made(name, attributes = {}, ...content) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...content);
    return node;
  }

  function select(key, label, options) {
    const box = made("select", { id: `choose-${key}` });
    box.append(...options.map(([value, words]) => made("option", { value }, words)));
    controls.set(key, box);
    return made("p", { class: "choose" }, made("label", { for: box.id }, label), box);
  }

  const status = made("p", { role: "status", class: "shown-status" });
  const bar = made("div", { class: "scorecard-bar" });

  function build() {
    const fields = [...choices].map(([key, choice]) => select(key, choice.label, [["", "All"], ...choice.names]));
    const sorts = [...columns].flatMap(([column, label]) => ["ascending", "descending"].map(
      (order, index) => [`${column} ${order}`, `${label}: ${ways(column)[index]}`]));
    fields.push(select("sort", "Sort by", [["", "As listed"], ...sorts]));
    const all = made("button", { type: "button", class: "show-all" }, "Show all");
    all.addEventListener("click", () => choose(new URLSearchParams()));
    for (const box of controls.values()) box.addEventListener("change", read);
    const choosing = made("details", {}, made("summary", {}, "Sort and filter"),
      made("div", { class: "choices", role: "group", "aria-label": "Sort and filter the measures" }, ...fields, all));
    choosing.open = window.matchMedia("(min-width: 48.01rem)").matches;
    bar.append(choosing, status);
    put();
    strip();
  }

  // Where the page keeps a place for it; else before the first table, or the heading of the first of several.
  function put() {
    const place = document.querySelector(".scorecard-place");
    if (place) place.append(bar);
    else before();
    if (tables.length > 1) tables.forEach((table) => table.after(none(table)));
  }

  // The counts by rating at the head of the page lead to their measures in the scorecard.
  function strip() {
    const names = [...choices.get("rating")?.names ?? []];
    for (const item of document.querySelectorAll(".rag-strip li")) {
      const found = names.find(([, name]) => item.querySelector(".rag")?.textContent.endsWith(name));
      if (!found || item.querySelector("a")) continue;
      item.replaceChildren(made("a", { href: `#rating=${found[0]}` }, ...item.childNodes));
    }
  }

  function before() {
    let first = tables[0];
    while (first.parentElement.matches("figure, .noted-table, .table-scroll, .cell, [class*='cell-output'], figure *")) {
      first = first.parentElement;
    }
    const above = first.previousElementSibling;
    (tables.length > 1 && above?.matches("h2, h3") ? above : first).before(bar);
  }

  function none(table) {
    const said = made("p", { class: "note" }, "None of these measures is shown.");
    said.hidden = true;
    nones.set(table, said);
    return said;
  }

  // Where a row is a card, its head is out of sight: there the list "Sort by" does what the buttons do.
  function buttons() {
    const cards = window.matchMedia("screen and (max-width: 72rem)");
    const heading = (head, label, button) => head.replaceChildren(cards.matches ? label : button);
    for (const head of heads.flat()) {
      const label = head.textContent.trim();
      const sign = made("span", { "aria-hidden": "true", class: "sort-sign" });
      const button = made("button", { type: "button", class: "sorts" }, label, sign);
      button.addEventListener("click", (event) => {
        event.stopPropagation(); // sortable.js hears of it from `sort`, with the way to sort by
        const turned = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        const next = new URLSearchParams(chosen);
        next.set("sort", head.dataset.sorts);
        next.set("order", turned);
        choose(next);
      });
      heading(head, label, button);
      cards.addEventListener("change", () => heading(head, label, button));
    }
    tables.forEach((table) => table.classList.add("sortable", "asc", "n-last"));
  }

  // From the controls to what is chosen.
  function read() {
    const next = new URLSearchParams();
    for (const [key, box] of controls) if (box.value) next.set(key, box.value);
    const [sort, order] = (next.get("sort") ?? "").split(" ");
    next.delete("sort");
    if (sort) [["sort", sort], ["order", order]].forEach(([key, value]) => next.set(key, value));
    choose(next);
  }

  // From what is chosen to the address, which others read from too, and to the page.
  function choose(next) {
    const whole = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const key of [...controls.keys(), "order"]) whole.delete(key);
    next.forEach((value, key) => whole.set(key, value));
    history.replaceState(null, "", whole.size ? `#${whole}` : location.pathname + location.search);
    show(next);
  }

  function sort(column, order) {
    tables.forEach((table, index) => {
      heads[index].forEach((head) => head.removeAttribute("aria-sort"));
      table.tBodies[0].append(...groups[index]); // equals stand as they are listed
      const head = heads[index].find((one) => one.dataset.sorts === column);
      if (!head) return;
      // sortable.js turns the order round with each click.
      head.setAttribute("aria-sort", order === "descending" ? "ascending" : "descending");
      head.click();
    });
  }

  function show(next) {
    const known = new URLSearchParams();
    for (const [key, choice] of choices) if (choice.names.has(next.get(key))) known.set(key, next.get(key));
    if (columns.has(next.get("sort"))) {
      known.set("sort", next.get("sort"));
      known.set("order", next.get("order") === "descending" ? "descending" : "ascending");
    }
    const sorted = (from) => `${from.get("sort")} ${from.get("order")}`;
    if (sorted(known) !== sorted(chosen)) sort(known.get("sort"), known.get("order"));
    chosen = known;
    for (const [key, box] of controls) box.value = key === "sort" ? "" : known.get(key) ?? "";
    if (known.has("sort")) controls.get("sort").value = sorted(known);
    const wanted = [...choices.keys()].filter((key) => known.has(key));
    for (const row of rows) row.hidden = wanted.some((key) => row.dataset[key] !== known.get(key));
    for (const [table, button] of folded) {
      table.classList.toggle("is-whole", wanted.length > 0);
      button.hidden = wanted.length > 0;
    }
    groups.forEach((group, index) => {
      tables[index].hidden = group.every((row) => row.hidden);
      if (nones.has(tables[index])) nones.get(tables[index]).hidden = !tables[index].hidden;
    });
    say(wanted);
    tell();
  }

  function tell() {
    const shown = tables.flatMap((table) => [...table.tBodies[0].rows]).filter((row) => !row.hidden);
    document.dispatchEvent(new CustomEvent("scorecard-shown", { detail: shown }));
  }

  function say(wanted) {
    const count = rows.filter((row) => !row.hidden).length;
    const left = [...folded.keys()].reduce((sum, table) => sum + table.tBodies[0].rows.length - FIRST, 0);
    const only = wanted.map((key) => choices.get(key).names.get(chosen.get(key)));
    const said = only.length
      ? [`${count || "None"} of ${rows.length} measures shown: ${only.join(", ")}.`]
      : [left ? `The first ${rows.length - left} of ${rows.length} measures shown.` : `All ${rows.length} measures shown.`];
    if (chosen.has("sort")) {
      const column = chosen.get("sort");
      const way = ways(column)[chosen.get("order") === "descending" ? 1 : 0];
      said.push(`Sorted by ${columns.get(column)}, ${way}.`);
    }
    status.textContent = said.join(" ");
    bar.classList.toggle("is-chosen", Boolean(only.length || chosen.has("sort")));
  }

  function fromAddress(arriving) {
    if (!location.hash.includes("=") && !arriving) return; // a link to another part of the page changes nothing
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    show(asked);
    if ([...choices.keys()].some((key) => asked.has(key))) bar.scrollIntoView();
  }

  function start() {
    buttons();
    build();
    document.addEventListener("sort-end", tell);
    fromAddress(true);
    window.addEventListener("hashchange", () => fromAddress(false));
  }

  const script = document.createElement("script");
  script.src = SORTER;
  script.onload = start;
  document.head.append(script);
})();
