"""Rows typed all at once in one form: times that may be empty, hidden minutes, which button was pressed, what came to pass."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from campaign.web.forms import CampaignForm, WallTimeField
from campaign.web.numbers import whole_or_none


class MaybeTimeField(WallTimeField):
    """A wall clock, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if any(str(value).strip() for value in valuelist):
            super().process_formdata(valuelist)


class FactForm(CampaignForm):
    """When a row really came to pass; empty is now. A room gives `at` its words."""

    at = MaybeTimeField()

    def typed(self) -> time | None:
        found: time | None = self.at.data
        return found


def pressed(act: str, rows: Sequence[Any]) -> tuple[str, int]:
    """Which button stood beside which row (`up-2`), counted from 0; the last one where it names none that is there."""
    name, _dash, place = act.partition("-")
    row, last = whole_or_none(place), len(rows) - 1
    return name, last if row is None else min(row, last)


def minutes_shown(raw: Any, most: int) -> int | None:
    """The minutes that the page was given, which may be negative; None for what is none, or further away than `most`."""
    words = str(raw or "")
    number = whole_or_none(words.removeprefix("-"))
    if number is None or number > most:
        return None
    return -number if words.startswith("-") else number
