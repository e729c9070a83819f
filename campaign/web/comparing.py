"""Two who changed one thing: what stands now is told field by field, above what was typed."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, FieldList, FormField, HiddenField, SelectFieldBase

from campaign.core.i18n import _
from campaign.web.forms import VersionedForm


def compare(typed: VersionedForm, now: VersionedForm) -> None:
    """Say on top of a form what stands now wherever something else was typed, and take the version of that.

    Saving again keeps what was typed. `now` is the same form, filled with the row as it is.
    """
    typed.form_errors = [*typed.form_errors, *_differing(typed, now)]
    typed.renew(now.seen())


def _differing(typed: VersionedForm, now: VersionedForm) -> Iterator[Any]:
    for field in filter(now.tells_of, typed):
        yield from _between(field, now[field.name])


def _between(field: Field, there: Field, where: str = "") -> Iterator[Any]:
    if isinstance(field, FieldList):
        yield from _rows(field, there)
    elif isinstance(field, FormField):
        for mine, other in zip(field, there, strict=True):
            yield from _between(mine, other, f"{field.label.text}, ")
    elif not isinstance(field, HiddenField) and _plain(field.data) != _plain(there.data):
        yield Difference(field, there, where)


def _rows(field: FieldList, now: FieldList) -> Iterator[Any]:
    """Of as many rows what differs in each; else the rows that stand there and were not typed, all where some are gone."""
    typed, there = _filled(field), _filled(now)
    if len(typed) == len(there):
        for number, pairs in enumerate(map(zip, typed, there), 1):
            for mine, other in pairs:
                if _plain(mine.data) != _plain(other.data):
                    yield Difference(mine, other, f"{field.label.text}, {number}, ")
        return
    values = [_values(row) for row in typed]
    for rows in [[row] for row in there if _values(row) not in values] or [there]:
        yield Rows(field, rows)


def _filled(rows: FieldList) -> list[list[Field]]:
    """The fields that are seen of each row in which something is written: what is chosen alone may be the usual choice."""
    seen = [[field for field in getattr(entry, "form", [entry]) if not isinstance(field, HiddenField)] for entry in rows]
    return [row for row in seen if any(_is_written(one) for one in row if not isinstance(one, SelectFieldBase))]


def _is_written(field: Field) -> bool:
    return _plain(field.data) not in (None, False)


def _values(row: list[Field]) -> list[Any]:
    return [_plain(field.data) for field in row]


class Difference:
    """A sentence on what stands now in a field; made when it is read, as a page offers its choices late."""

    def __init__(self, field: Field, now: Field, where: str = "") -> None:
        self.field, self.now, self.where = field, now, where

    def __str__(self) -> str:
        return _sentence(f"{self.where}{self.field.label.text}", _said(self.field, self.now))


class Rows:
    """The same on rows; what is ticked in them is said by its name."""

    def __init__(self, field: FieldList, rows: list[list[Field]]) -> None:
        self.field, self.rows = field, rows

    def __str__(self) -> str:
        offered = {one.short_name: one for entry in self.field for one in getattr(entry, "form", [entry])}
        said = [[self._said(offered.get(one.short_name, one), one) for one in row] for row in self.rows]
        return _sentence(str(self.field.label.text), "; ".join(", ".join(filter(None, row)) for row in said))

    @staticmethod
    def _said(field: Field, now: Field) -> str:
        if not _is_written(now):
            return ""
        return str(now.label.text) if now.data is True else _said(field, now)


def _sentence(label: str, words: str) -> str:
    if words:
        return _("%(field)s: now it says “%(words)s”.", field=label, words=words)
    return _("%(field)s: now nothing stands there.", field=label)


def _plain(data: Any) -> Any:
    if isinstance(data, Sequence) and not isinstance(data, str):
        return frozenset(data) or None
    return None if data == "" else data


def _said(field: Field, now: Field) -> str:
    """What stands now as a reader of the page would name it; the choices are those of the form that was sent."""
    data = now.data
    if isinstance(data, bool):
        return _("yes") if data else _("no")
    if isinstance(field, SelectFieldBase):
        chosen = {str(one) for one in (data if isinstance(data, list) else [data])}
        return ", ".join(str(label) for value, label, *_more in field.iter_choices() if str(value) in chosen)
    return "; ".join(line for line in now._value().splitlines() if line)
