"""Two who changed one thing: what stands now is told field by field, above what was typed."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, HiddenField

from campaign.core.i18n import _
from campaign.web.forms import VersionedForm


def compare(typed: VersionedForm, now: VersionedForm) -> None:
    """Say on top of a form what stands now wherever something else was typed, and take the version of that.

    Saving again keeps what was typed. `now` is the same form, filled with the row as it is.
    """
    typed.form_errors = [*typed.form_errors, *_differing(typed, now)]
    typed.renew(now.seen())


def _differing(typed: VersionedForm, now: VersionedForm) -> Iterator[str]:
    for field in typed:
        if isinstance(field, HiddenField) or _plain(field.data) == _plain(now[field.name].data):
            continue
        words = _said(field, now[field.name])
        if words:
            yield _("%(field)s: now it says “%(words)s”.", field=field.label.text, words=words)
        else:
            yield _("%(field)s: now nothing stands there.", field=field.label.text)


def _plain(data: Any) -> Any:
    if isinstance(data, Sequence) and not isinstance(data, str):
        return frozenset(data) or None
    return None if data == "" else data


def _said(field: Field, now: Field) -> str:
    """What stands now as a reader of the page would name it; the choices are those of the form that was sent."""
    data = now.data
    if isinstance(data, bool):
        return _("yes") if data else _("no")
    if choices := getattr(field, "choices", None):
        chosen = {str(one) for one in (data if isinstance(data, list) else [data])}
        return ", ".join(str(choice.label) for choice in choices if str(choice.value) in chosen)
    return "; ".join(line for line in now._value().splitlines() if line)
