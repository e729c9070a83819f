"""The plain data of volunteers' hours."""

from enum import StrEnum


class HoursSource(StrEnum):
    """Where a number of hours comes from: the plan confirmed as it was, check-in, or a coordinator who typed it."""

    PLAN = "plan"
    CHECK_IN = "check_in"
    TYPED = "typed"
