"""What is typed of a stocktake: where it begins, the counts, the reasons."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import request
from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from campaign.core import clock
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _l
from campaign.core.text import clean_line
from campaign.materials.numbers import quantity_or_none
from campaign.materials.stocktakes.schemas import Count, Extent, Stocktake
from campaign.web.forms import CampaignForm, DayField, Needed
from campaign.web.numbers import whole_or_none, whole_or_nought

LONGEST_TYPED = 40  # of a count, in the field


class BeginForm(CampaignForm):
    """Which store is counted, and what stands on its sheet."""

    store = SelectField(_l("Store"), coerce=whole_or_none, validate_choice=False)
    extent = RadioField(
        _l("What stands on the sheet"), default=Extent.STORE.value, validators=[InputRequired(_l("Choose one of the list."))],
        choices=[
            SelectChoice(Extent.STORE.value, _l("what is or was in the store")),
            SelectChoice(Extent.EVERYTHING.value, _l("the whole catalogue")),
        ],
    )  # fmt: skip

    def offer(self, stores: Iterable[tuple[int, str]], chosen: int | None) -> None:
        """The stores to choose from; the one whose page was left is chosen."""
        self.store.choices = list(stores)
        if not self.is_submitted():
            self.store.data = chosen

    def wished(self) -> tuple[int, Extent]:
        return self.store.data or 0, Extent(self.extent.data)


class CountsForm(CampaignForm):
    """The counts of a sheet, a field a line. What was typed stays beside what is wrong with it."""

    typed: Mapping[int, str] = {}
    was: Mapping[int, str] = {}
    wrong: Mapping[str, str] = {}

    def read(self, sheet: Stocktake) -> list[Count]:
        """The counts that were sent; those that are no numbers are left out and stand in `wrong`."""
        sent = request.form
        self.typed = {line.id: clean_line(sent[f"count-{line.id}"]) for line in sheet.lines if f"count-{line.id}" in sent}
        self.was = {key: sent.get(f"was-{key}", "") for key in self.typed}
        wrong, counts = {}, []
        for key, words in self.typed.items():
            number = quantity_or_none(words)
            if words and (number is None or len(words) > LONGEST_TYPED):
                wrong[f"count-{key}"] = _("This is no whole number.")
            else:
                counts.append(Count(key, whole_or_none(self.was[key]), number))
        self.wrong = wrong
        return counts

    def complain(self, error: Invalid, sheet: Stocktake) -> None:
        """Put a service's complaints beside their lines; what somebody else has written is what stood there from now on."""
        self.wrong = {problem.field: str(problem.message) for problem in error.problems}
        now = {line.id: "" if line.counted is None else str(line.counted) for line in sheet.lines}
        stale = {int(problem.field.removeprefix("count-")) for problem in error.problems if problem.code == "stale"}
        self.was = {key: now.get(key, "") if key in stale else words for key, words in self.was.items()}

    def shown(self, key: int, counted: int | None) -> str:
        """What stands in the field of a line."""
        return self.typed.get(key, "" if counted is None else str(counted))

    def shown_was(self, key: int, counted: int | None) -> str:
        return self.was.get(key, "" if counted is None else str(counted))

    def status(self) -> int:
        return 422 if self.wrong or self.errors else 200


class EndForm(CampaignForm):
    """The day of the document and why each line differs."""

    version = HiddenField()
    dated_on = DayField(_l("Date of the document"), [Needed()])
    typed: Mapping[int, str] = {}
    wrong: Mapping[str, str] = {}

    def read(self, sheet: Stocktake) -> dict[int, str]:
        """The reasons that were sent, by line."""
        self.typed = {
            line.id: clean_line(request.form[f"reason-{line.id}"])
            for line in sheet.lines
            if f"reason-{line.id}" in request.form
        }
        return dict(self.typed)

    def day(self) -> date | None:
        found: date | None = self.dated_on.data
        return found

    def complain(self, error: Invalid) -> None:
        """Reasons beside their lines, the rest where the form puts it."""
        self.wrong = {one.field: str(one.message) for one in error.problems if one.field.startswith("reason-")}
        others = [one for one in error.problems if not one.field.startswith("reason-")]
        if others or not error.problems:
            self.show(Invalid(error.message, others))

    def shown(self, key: int, reason: str) -> str:
        """What stands in the field of a line."""
        return self.typed.get(key, reason)

    def status(self) -> int:
        return 422 if self.wrong or self.errors else 200


def end_form(sheet: Stocktake) -> EndForm:
    """Of today, about the counts as they are shown."""
    return EndForm(version=sheet.version, dated_on=clock.campaign_today())


def seen(form: EndForm) -> int:
    """Which state of the counts the page showed."""
    return whole_or_nought(form.version.data)
