"""Lengths on paper: millimetres, points, and page units of a tenth of a point."""

from __future__ import annotations

from typing import Literal

Align = Literal["left", "centre", "right"]

POINTS_PER_MM, MM_PER_POINT = 72 / 25.4, 25.4 / 72

UNITS_PER_MM = 720 / 25.4
"""A page unit is a tenth of a point: whole numbers in the page, 0.035 mm exact."""

A4 = (210.0, 297.0)
"""Width and height in mm of a sheet that stands."""

CAP, TAIL = 0.25, 0.08
"""In mm for a point of type: how high capitals stand above the base line, how deep tails reach below it."""

INK, GREY, LINE = 0.0, 0.42, 0.45
"""Grey levels: text and heads; secondary text; the thin rules of a table (55 % black)."""

BOLD_RULE, FIFTH_RULE, THIN_RULE, SIGN_RULE = 0.9, 0.7, 0.3, 0.5
"""Rules in points: heads and ends; after every fifth row and around tick boxes; grid; under signatures."""

LEADING = 3.7 / 9
"""Line spacing in mm for a point of type size."""

PAD_LEFT, PAD_BOTH = 1.2, 2.2
"""White in a cell in mm: left of the text, and on both sides together."""


def units(mm: float) -> int:
    """Millimetres as page units."""
    return round(mm * UNITS_PER_MM)


def millimetres(length: float) -> float:
    """Page units as millimetres."""
    return length / UNITS_PER_MM
