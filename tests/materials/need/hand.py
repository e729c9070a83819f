"""The table worked out by hand (`tests/data/need`): what is given as uses, and what it comes to."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from campaign.materials.need.schemas import Article, Demand

FOLDER = Path(__file__).resolve().parents[2] / "data" / "need"
SOAP, SIGN, GLOVES, BANNER, SHIRT = 1, 2, 3, 4, 5
SIZES = {"S": 51, "M": 52, "L": 53, "XL": 54, "XXL": 55}
ARTICLES = {
    SOAP: Article(SOAP, False, 48, 0, 1, ((11, 1),)),
    SIGN: Article(SIGN, False, 50, 0, 1, ((21, 1),)),
    GLOVES: Article(GLOVES, True, 12, 2, 1, ((31, 1),)),
    BANNER: Article(BANNER, True, 1, 0, 1, ((41, 1),)),
    SHIRT: Article(SHIRT, False, 10, 0, 1, tuple(zip(SIZES.values(), (1, 3, 3, 2, 1), strict=True))),
}
VARIANTS = {"soap": 11, "sign": 21, "gloves": 31, "banner": 41}
IN_THE_REGION = {11: 200, 31: 20, 41: 2, 52: 10}
SLIPPED, BY = 9, timedelta(days=2)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def demands(slipped: bool = False) -> list[Demand]:
    """Every use of the route as it is given; with the ninth stop and all behind it two days later."""
    later = [BY if slipped and int(row["stop"]) >= SLIPPED else timedelta(0) for row in rows("route")]
    return [use for row, days in zip(rows("route"), later, strict=True) for use in _of_stop(row, days)]


def _of_stop(row: dict[str, str], later: timedelta) -> Iterator[Demand]:
    stop, arrives = int(row["stop"]), date.fromisoformat(row["arrives"]) + later
    yield Demand(stop, 1, BANNER, arrives, arrives, 1, 2)
    yield Demand(stop, 1, SHIRT, arrives, arrives, int(row["participants"]), 1, each=5, reserve=5)
    for walk in ("1", "2"):
        if row[f"walk_{walk}"]:
            day = date.fromisoformat(row[f"walk_{walk}"]) + later
            offices, teams = int(row[f"offices_{walk}"]), int(row[f"teams_{walk}"])
            yield Demand(stop, 2, SOAP, day, day, offices, 1, reserve=5)
            yield Demand(stop, 2, SIGN, day, day, offices, 1, reserve=10)
            yield Demand(stop, 2, GLOVES, day, day, teams, 6, reserve=10)
    if row["exhibition_from"]:
        first, last = (date.fromisoformat(row[f"exhibition_{end}"]) + later for end in ("from", "to"))
        yield Demand(stop, 3, BANNER, first, last, 1, 1)
