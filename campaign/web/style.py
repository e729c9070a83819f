"""`GET /staff/style`: the living style page, every part of the screens with made-up content."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, FileField, PasswordField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.actor import P
from campaign.core.i18n import Translated, _, _l
from campaign.core.rules import RuleRow
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, PhoneField, TextField, WallTimeField
from campaign.web.guards import needs
from campaign.web.rules import NotedRuleForm

bp = Blueprint("style", __name__)
LOOKS: Final = {"light": _l("Light"), "dark": _l("Dark"), "paper": _l("On paper")}


class SampleForm(CampaignForm):
    """One field of every kind; nothing is done with it."""

    person = LineField(_l("Responsible person"))
    phone = PhoneField(_l("Phone number"), validators=[Needed()])
    day = DayField(_l("Day of the handover"), validators=[Needed()])
    words = SelectField(_l("Language of messages"), choices=[SelectChoice("kk", "Қазақша"), SelectChoice("ru", "Русский")])
    note = TextField(_l("Remark"), description=_l("Only the coordinator sees it."))
    role = RadioField(
        _l("What will you do?"),
        choices=[
            SelectChoice("soap", _l("Gives soap")),
            SelectChoice("sign", _l("Puts up signs")),
            SelectChoice("photo", _l("Takes pictures")),
        ],
        default="soap",
    )
    days = SelectMultipleField(
        _l("On which days?"),
        choices=[SelectChoice("5", "05.04"), SelectChoice("6", "06.04")],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    name_kk = LineField(_l("Name in Kazakh"))
    name_ru = LineField(_l("Name in Russian"))
    name_en = LineField(_l("Name in English"))
    note_kk = TextField(_l("Note in Kazakh"))
    note_ru = TextField(_l("Note in Russian"))
    note_en = TextField(_l("Note in English"))
    agree = BooleanField(_l("Consent"), validators=[Needed()])
    pinned = BooleanField(_l("Keep the place"))
    password = PasswordField(_l("New password"), validators=[Needed()])
    code = LineField(_l("Code of six figures"), validators=[Needed()])


def sample(**typed: Any) -> SampleForm:
    """The form as it comes back with two fields to correct."""
    form = SampleForm(formdata=None, **typed)
    form.phone.data = "8 701 555 01"
    form.phone.errors = [_("A number has 11 digits, here there are %(digits)s. For example: 8 701 555 01 23.", digits=9)]
    form.day.errors = [_("The day of the handover is a holiday.")]
    return form


class SampleLink(CampaignForm):
    """Whose phone it is, and until when."""

    label = LineField(_l("Where and whose phone"), validators=[Needed()])
    day = DayField(_l("Works until"), validators=[Needed()])
    time = WallTimeField(_l("Time"), validators=[Needed()])


class SampleUpload(CampaignForm):
    """A table that is sent."""

    file = FileField(_l("File"))


def samples() -> dict[str, Any]:
    """All that the page is given: a form with mistakes, a link for a phone, a table with its columns."""
    until = datetime(2018, 4, 6, 12, 0, tzinfo=UTC)
    row = SimpleNamespace(
        id=1, label="Телефон 1", sent=14, expires_at=until, last_seen_at=None, withdrawn_at=None, is_good=lambda now: True
    )
    links = SimpleNamespace(
        rows=[row], row=row, is_good=True, address="https://adalzhol.example/field/…",
        may_write=True, code=SimpleNamespace(side=21, path="M4 4h7v7h-7z"), fresh=SampleLink(formdata=None, prefix="fresh-"),
        again=SampleLink(formdata=None, prefix="again-"), upload=SampleUpload(formdata=None, prefix="upload-"),
        doubts=[
            SimpleNamespace(id=7, why="late", decision=None, at=until, reason=""),
            SimpleNamespace(id=8, why="late", decision="accepted", at=until, reason=_("Remark")),
        ],
        tables=[SimpleNamespace(state="judged", file_name="vehicles.xlsx", counts={"new": 12}, made_at=until)],
        rule=NotedRuleForm(formdata=None, prefix="rule-"),
        rules=[
            RuleRow(2, date(2018, 4, 5), 20, Translated(ru="Приказ № 7"), "", shipped=False, counts=True),
            RuleRow(1, date(2018, 1, 1), 10, Translated(ru="Приказ № 1"), _("Remark"), shipped=True, counts=False),
        ],
        columns=[SimpleNamespace(letter="A", index=0, heading="Гос. номер", samples=("123 ABC 09",), taken_for="plate")],
    )  # fmt: skip
    return {"sample": sample(), "links": links}


@bp.get("/staff/style")
@needs(P.STAFF)
def page() -> ResponseReturnValue:
    """For those who build pages: look here first, add here first."""
    asked = request.args.get("shown", "")
    return render_template("style/style.html", **samples(), **looks(asked if asked in LOOKS else "light"))


def looks(shown: str) -> dict[str, Any]:
    """How the page is shown now, and the ways to the other looks."""
    ways = [(words, url_for("style.page", shown=look), look == shown) for look, words in LOOKS.items()]
    return {"shown": shown, "ways": ways}
