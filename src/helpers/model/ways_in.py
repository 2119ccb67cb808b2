"""What a measure tells about beside its own service: goals of the United Nations, and protected characteristics."""

from __future__ import annotations

from enum import StrEnum

GOALS = {
    1: "No poverty",
    2: "Zero hunger",
    3: "Good health and well-being",
    4: "Quality education",
    5: "Gender equality",
    6: "Clean water and sanitation",
    7: "Affordable and clean energy",
    8: "Decent work and economic growth",
    9: "Industry, innovation and infrastructure",
    10: "Reduced inequalities",
    11: "Sustainable cities and communities",
    12: "Responsible consumption and production",
    13: "Climate action",
    14: "Life below water",
    15: "Life on land",
    16: "Peace, justice and strong institutions",
    17: "Partnerships for the goals",
}
"""The Sustainable Development Goals by number, as the United Nations name them (resolution 70/1, 25 September 2015)."""

SEPARATOR = ";"
"""Between the goals, or the characteristics, of one measure."""


class Characteristic(StrEnum):
    """A characteristic that the Equality Act 2010 protects (section 4), in the Act's own words and order."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender reassignment"
    MARRIAGE = "marriage and civil partnership"
    PREGNANCY = "pregnancy and maternity"
    RACE = "race"
    RELIGION = "religion or belief"
    SEX = "sex"
    SEXUAL_ORIENTATION = "sexual orientation"
