"""Reckoning with days inside the database, in the words of each dialect."""

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class DayPlus(FunctionElement[Any]):
    """So many days after a date (before it when negative)."""

    type = Date()
    inherit_cache = True


@compiles(DayPlus)
def _added(element: DayPlus, compiler: Any, **more: Any) -> str:
    day, days = element.clauses
    return f"({compiler.process(day, **more)} + {compiler.process(days, **more)})"


@compiles(DayPlus, "sqlite")
def _added_in_sqlite(element: DayPlus, compiler: Any, **more: Any) -> str:
    day, days = element.clauses
    return f"date({compiler.process(day, **more)}, {compiler.process(days, **more)} || ' days')"
