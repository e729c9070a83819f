"""Every text field of every form of the application: what it makes of a string, and how it shows it again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from campaign.web.forms import CampaignForm
from tests.injections import outputs

MAY_STAND = {"\n", "\t", "\r"}


def forms() -> list[type[CampaignForm]]:
    """Those of the application, by module and name."""
    found, waiting = set[type[CampaignForm]](), [CampaignForm]
    while waiting:
        new = [one for one in waiting.pop().__subclasses__() if one.__module__.startswith("campaign.")]
        found.update(new)
        waiting += new
    return sorted(found, key=lambda form: (form.__module__, form.__qualname__))


def text_fields() -> list[tuple[str, UnboundField]]:
    """Every field in which text is typed, of every form, each with its name; a field of several forms stands in each."""
    return [
        (f"{form.__module__}.{form.__qualname__}.{name}", field)
        for form in forms()
        for name, field in sorted((name, getattr(form, name, None)) for name in dir(form))
        if isinstance(field, UnboundField) and issubclass(field.field_class, StringField)
    ]  # fmt: skip


class _Alone(BaseForm):
    """A form of one field."""

    def __init__(self, field: UnboundField) -> None:
        super().__init__({"text": field})


def wrong_with(app: Flask, name: str, field: UnboundField, string: str) -> Iterator[str]:
    """Sent to the field alone: what it keeps is clean, and what it shows again is text."""
    with app.test_request_context("/"):
        form = _Alone(field)
        form.process(MultiDict({"text": string}))
        ours = form["text"]
        yield from (f"{name} keeps {char!a}" for char in _unclean(ours))
        yield from (f"{name} shows {said}" for said in outputs.page(str(_widget(ours)).encode()))


def _widget(field: Field) -> object:
    return field.widget(field)


def _unclean(field: Field) -> Iterator[str]:
    """What nobody sees in what is kept. Hidden fields and passwords keep what they were given: neither is shown to others."""
    if type(field).__name__ in {"HiddenField", "PasswordField"} or not isinstance(field.data, str):
        return
    yield from (char for char in field.data if unicodedata.category(char) in {"Cc", "Cf"} and char not in MAY_STAND)
