"""What is typed about figures: a page of numbers of one event, one figure with all there is to say of it, measures."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import (
    MOST_MEASURE,
    MOST_METHOD,
    MOST_NOTE,
    MOST_WHO,
    Counts,
    Entry,
    FigureRow,
    MeasureRow,
    NewMeasure,
    Source,
    Stage,
    Statement,
    Unit,
)
from campaign.events.figures.sheet import Line, Sheet
from campaign.events.figures.words import COUNTS, QUALIFIERS, SEVERAL, SOURCES, STAGES, UNITS
from campaign.events.schemas import KindRow
from campaign.web.forms import CampaignForm, LineField, NotLonger, VersionedForm
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of

LONGEST_NUMBER: Final = 24
_SEVERAL: Final = "several-"
SAID: Final = (Source.COUNTED, Source.SIGNED_IN, Source.ESTIMATED, Source.TOLD)  # how a fact may be known


def exactness() -> list[SelectChoice]:
    """How exact: exactly, about, more than, several hundred …"""
    plain = [SelectChoice(one.value, QUALIFIERS[one]) for one in Qualifier if one is not Qualifier.SEVERAL]
    return [*plain, *(SelectChoice(f"{_SEVERAL}{order}", words) for order, words in SEVERAL.items())]


def sources() -> list[SelectChoice]:
    return [SelectChoice(one.value, SOURCES[one]) for one in SAID]


class NumberField(LineField):
    """A number as people write it: 1 240, 2,4; `value` in the least unit of the measure, None for an empty field."""

    value: int | None = None
    errors: Any

    def __init__(self, label: Any = None, decimals: int = 0, **more: Any) -> None:
        super().__init__(label, [NotLonger(LONGEST_NUMBER)], **more)
        self.decimals = decimals

    def pre_validate(self, form: Any) -> None:
        self.read(self.decimals)

    def read(self, decimals: int) -> None:
        """Understand it as a number with at most so many decimals."""
        self.value, text = None, "".join((self.data or "").split()).replace(",", ".").replace("−", "-")
        if not text:
            return
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        scaled = number.scaleb(decimals) if number.is_finite() and number.adjusted() < LONGEST_NUMBER else None
        if scaled is None or len(text) > LONGEST_NUMBER:
            self.errors = [*self.errors, _("This is no number. For example: 240.")]
        elif scaled != scaled.to_integral_value():
            self.errors = [*self.errors, _("Only whole numbers are counted here.") if not decimals else _("Too many decimals.")]
        else:
            self.value = int(scaled)


def written(amount: Amount, measure: MeasureRow) -> str:
    """The number as it stands in a field; empty where the word says all."""
    if amount.qualifier is Qualifier.SEVERAL:
        return ""
    value = Decimal(amount.value).scaleb(-measure.decimals)
    return f"{value:f}".replace(".", ",")


def exactness_of(amount: Amount) -> str:
    return f"{_SEVERAL}{amount.value}" if amount.qualifier is Qualifier.SEVERAL else amount.qualifier.value


def amount_of(number: NumberField, word: str) -> Amount | None:
    """What a number and the word before it mean together; None for nothing. Raises Invalid."""
    if word.startswith(_SEVERAL):
        order = whole_or_nought(word.removeprefix(_SEVERAL))
        if number.value is not None:
            said = _("“%(word)s” says it: leave the number empty, or choose another word.", word=SEVERAL.get(order, word))
            raise Invalid(said, [Problem(number.name, "twice", said)])
        return Amount(order, Qualifier.SEVERAL) if order in SEVERAL else None
    if number.value is None:
        return None
    if number.value < 0:
        said = _("A number from 0 upwards, with at most twelve digits.")
        raise Invalid(said, [Problem(number.name, "out_of_range", said)])
    known = {one.value: one for one in Qualifier}
    return Amount(number.value, known.get(word, Qualifier.EXACT))


class SheetForm(CampaignForm):
    """The figures of an event: a number (`n_<measure>`), how exact (`q_…`), from where (`s_…`), what was seen (`f_…`).

    Who estimated and how is asked once for the page.
    """

    by_whom = LineField(_l("Who estimated"), [NotLonger(MOST_WHO)], description=_l("Name and post."))
    method = LineField(_l("How it was estimated"), [NotLonger(MOST_METHOD)])
    sheet: Sheet

    def part(self, name: str, measure: MeasureRow) -> Any:
        """A field of the line of a measure."""
        return self._fields[f"{name}_{measure.id}"]

    def entries(self, adopted: int = 0) -> list[Entry]:
        """What is to be kept; of the measure `adopted` what its rows say. Raises Invalid."""
        found = [self._entry(line, adopted) for line in self.sheet.lines]
        return [entry for entry in found if entry is not None]

    def _entry(self, line: Line, adopted: int) -> Entry | None:
        measure = line.measure
        name, (figure_id, version) = f"n_{measure.id}", self._seen(measure)
        if measure.id == adopted and line.rows:
            row = line.rows[0]
            said = Statement(measure.code, row.amount.value, stage=self.sheet.stage, source=row.source, counts=row.counts)
            return Entry(said, figure_id, version, name)
        amount = amount_of(self.part("n", measure), self.part("q", measure).data or "")
        if amount is None:
            return Entry(None, figure_id, version, name) if figure_id else None
        return Entry(self._statement(line, amount), figure_id, version, name)

    def _statement(self, line: Line, amount: Amount) -> Statement:
        """What was not exact was not counted: unless somebody told it, it was estimated."""
        source = _one_of(Source, self.part("s", line.measure).data, Source.COUNTED)
        if source in {Source.COUNTED, Source.SIGNED_IN} and amount.is_rough and self.sheet.stage is Stage.FACT:
            source = Source.ESTIMATED
        before = line.standing
        by_whom, method = self._estimate(before) if source is Source.ESTIMATED else ("", "")
        note, counts = (before.note, before.counts) if before else ("", Counts.PEOPLE)
        return Statement(
            line.measure.code, amount.value, amount.qualifier, self.sheet.stage, source, counts, method, by_whom, note
        )

    def _estimate(self, before: FigureRow | None) -> tuple[str, str]:
        """By whom and how: as typed; what was kept of somebody else's estimate stays theirs."""
        own = (before.by_whom, before.method) if before and before.source is Source.ESTIMATED else None
        typed = (self.by_whom.data or "", self.method.data or "")
        return typed if own is None or own == first_estimate(self.sheet) else own

    def _seen(self, measure: MeasureRow) -> tuple[int, int]:
        figure, _colon, version = (self.part("f", measure).data or "").partition(":")
        return whole_or_nought(figure), whole_or_nought(version)

    def wrong_measures(self) -> set[int]:
        """The measures whose lines have complaints."""
        return {line.measure.id for line in self.sheet.lines if any(self.part(name, line.measure).errors for name in "nqs")}

    def see_again(self, sheet: Sheet) -> None:
        """Show what stands there now, so that saving again puts what was typed in its place knowingly."""
        for line in sheet.lines:
            if f"f_{line.measure.id}" in self._fields:
                self.part("f", line.measure).data = _seen_of(line)

    def show(self, error: Invalid) -> None:
        """Complaints of a line beside its own fields, those about who estimated and how once."""
        placed: dict[tuple[str, str], Problem] = {}
        for problem in error.problems:
            number, _dash, rest = problem.field.partition("-")
            field = {"source": number.replace("n_", "s_"), "by_whom": "by_whom", "method": "method"}.get(rest, number)
            placed[field, problem.code] = Problem(field, problem.code, problem.message)
        super().show(Invalid(error.message, list(placed.values())))


def first_estimate(sheet: Sheet) -> tuple[str, str] | None:
    """By whom and how the first estimate of the page was made: what its two fields show."""
    estimates = (line.standing for line in sheet.lines if line.standing and line.standing.source is Source.ESTIMATED)
    return next(((row.by_whom, row.method) for row in estimates), None)


def _seen_of(line: Line) -> str:
    return f"{line.standing.id}:{line.standing.version}" if line.standing else ""


def sheet_form(sheet: Sheet, who: str) -> SheetForm:
    """Filled with what is said; `who` fills it in usually estimates."""
    fields: dict[str, Any] = {"sheet": sheet}
    filled: dict[str, Any] = dict(zip(("by_whom", "method"), first_estimate(sheet) or (who, ""), strict=True))
    for line in sheet.lines:
        number, name, before = line.measure.id, line.measure.name.text(), line.standing
        fields |= {
            f"n_{number}": NumberField(name, line.measure.decimals),
            f"q_{number}": SelectField(_("%(measure)s: how exact", measure=name), choices=exactness(), validate_choice=False),
            f"s_{number}": SelectField(_("%(measure)s: how known", measure=name), choices=sources(), validate_choice=False),
            f"f_{number}": HiddenField(),
        }
        if before:
            filled |= {
                f"n_{number}": written(before.amount, line.measure), f"q_{number}": exactness_of(before.amount),
                f"s_{number}": before.source.value, f"f_{number}": _seen_of(line),
            }  # fmt: skip
    return cast(SheetForm, type("SheetFormOfEvent", (SheetForm,), fields)(**filled))


class FigureForm(CampaignForm):
    """One figure with all there is to say of it. Of an audience there is neither measure nor counting to choose."""

    seen = HiddenField()
    measure = SelectField(_l("What was counted"), validate_choice=False)
    stage = RadioField(_l("Plan or fact"), choices=[SelectChoice(one.value, STAGES[one]) for one in Stage], default="fact")
    number = NumberField(_l("How many"), 3)
    exact = SelectField(
        _l("How exact"), validate_choice=False, description=_l("“Exactly” is only for what somebody has really counted.")
    )
    source = SelectField(_l("How it is known"), validate_choice=False)
    counts = RadioField(
        _l("What is counted in people"), choices=[SelectChoice(one.value, COUNTS[one]) for one in Counts], default="people"
    )  # fmt: skip
    by_whom = LineField(_l("Who estimated"), [NotLonger(MOST_WHO)], description=_l("Name and post."))
    method = LineField(_l("How it was estimated"), [NotLonger(MOST_METHOD)])
    note = LineField(_l("Note"), [NotLonger(MOST_NOTE)])

    def entry(self, measures: Mapping[str, MeasureRow], figure_id: int = 0, *, code: str = "") -> Entry:
        """Raises Invalid where there is no number, or one that the measure does not have."""
        measure = measures.get(code or self.measure.data or "")
        if measure is None:
            said = _("Choose what was counted.")
            raise Invalid(said, [Problem("measure", "missing", said)])
        self.number.errors = []
        self.number.read(measure.decimals)
        if self.number.errors:
            raise Invalid(self.number.errors[0])
        amount = amount_of(self.number, self.exact.data or "")
        if amount is None:
            said = _("Give a number, or choose “several”.")
            raise Invalid(said, [Problem("number", "missing", said)])
        source = _one_of(Source, self.source.data, Source.COUNTED)
        is_estimate = source is Source.ESTIMATED
        statement = Statement(
            measure.code, amount.value, amount.qualifier, _one_of(Stage, self.stage.data, Stage.FACT), source,
            _one_of(Counts, self.counts.data, Counts.PEOPLE), self.method.data or "" if is_estimate else "",
            self.by_whom.data or "" if is_estimate else "", self.note.data or "",
        )  # fmt: skip
        return Entry(statement, figure_id, whole_or_nought(self.seen.data), "number")

    def offer(self, measures: Iterable[MeasureRow]) -> None:
        self.measure.choices = [SelectChoice(one.code, one.name) for one in measures if not one.is_retired]
        self.exact.choices, self.source.choices = exactness(), sources()

    def show(self, error: Invalid) -> None:
        """Complaints of the services beside the fields: `number-method` is the field `method`."""
        names = {"": "number", "counts": "counts"}
        problems = [
            Problem(names.get(rest := one.field.removeprefix("number").removeprefix("-"), rest), one.code, one.message)
            for one in error.problems
        ]
        if not (error.problems == () and self.number.errors):
            super().show(Invalid(error.message, problems))


def figure_form(row: FigureRow | None = None, **more: Any) -> FigureForm:
    """Filled with what is said, else with `more`."""
    if row is None:
        return FigureForm(**more)
    return FigureForm(
        **more,
        seen=row.version, measure=row.measure.code, stage=row.stage.value, number=written(row.amount, row.measure),
        exact=exactness_of(row.amount), source=row.source.value, counts=row.counts.value, by_whom=row.by_whom,
        method=row.method, note=row.note,
    )  # fmt: skip


class MeasureForm(VersionedForm):
    """A measure. Its unit and decimals are chosen once."""

    owed = {"name_ru": _l("Name it in at least one language.")}
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(MOST_MEASURE)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(MOST_MEASURE)])
    name_en = LineField(_l("Name in English"), [NotLonger(MOST_MEASURE)])
    unit = SelectField(_l("Unit"), [Optional()], choices=[SelectChoice(one.value, UNITS[one]) for one in Unit])
    decimals = SelectField(_l("Decimals"), [Optional()], choices=[SelectChoice(number, number) for number in "0123"])
    parent = SelectField(
        _l("Part of"), validate_choice=False, description=_l("For example: students are a part of the participants.")
    )
    overlaps = BooleanField(_l("May share people or pieces with other parts, as young people and students do"))
    kinds = SelectMultipleField(
        _l("Usual for"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False,
        description=_l("For these kinds of events it is asked first; for the others it stands under “more”."),
    )  # fmt: skip

    def offer(self, wholes: Sequence[MeasureRow], kinds: Iterable[KindRow]) -> None:
        own = [SelectChoice(one.code, one.name) for one in wholes if not one.parent and not one.is_retired]
        self.parent.choices = [SelectChoice("", _("nothing, it stands by itself")), *own]
        self.kinds.choices = [SelectChoice(one.code, one.name) for one in kinds]

    def command(self, row: MeasureRow | None = None) -> NewMeasure:
        unit = row.unit if row else _one_of(Unit, self.unit.data, Unit.ITEMS)
        decimals = row.decimals if row else whole_or_nought(self.decimals.data)
        name = self.written("name")
        return NewMeasure(
            name, unit, self.parent.data or "", bool(self.overlaps.data), decimals, tuple(self.kinds.data or ())
        )  # fmt: skip


def measure_form(row: MeasureRow | None = None, **how: Any) -> MeasureForm:
    """The form filled with the measure, and what was sent over that; `formdata=None`: without."""
    if row is None:
        return MeasureForm()
    return MeasureForm(
        version=row.version, **texts_of("name", row.name), unit=row.unit.value, decimals=str(row.decimals), parent=row.parent,
        overlaps=row.overlaps, kinds=list(row.kinds), **how,
    )  # fmt: skip


def _one_of(words: Any, raw: str | None, usual: Any) -> Any:
    return words(raw) if raw in {one.value for one in words} else usual
