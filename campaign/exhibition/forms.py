"""What is typed about an exhibition: halls, panels of each kind line by line, approvals, take-downs, the switch."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any, cast

from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from campaign.core import clock
from campaign.core.errors import Problem
from campaign.core.i18n import FURTHER, LANGUAGE_NAMES, Translated, Words, _, _l
from campaign.exhibition.blocks import MOST_AMOUNTS as AMOUNTS
from campaign.exhibition.blocks import MOST_NUMBERS as NUMBERS
from campaign.exhibition.blocks import Amount, Article, Bar, Bars, Block, Number, Paragraph, Picture, Sentence
from campaign.exhibition.schemas import (
    LONGEST,
    ExhibitionRow,
    NewExhibition,
    NewPanel,
    NewPerson,
    PanelKind,
    PanelRow,
    PanelSize,
    PersonRow,
    PictureRight,
    Way,
)
from campaign.exhibition.services.judging import wrong_exhibition, wrong_panel
from campaign.exhibition.words import RIGHTS, SIZES, WAYS
from campaign.web.forms import (
    CampaignForm,
    DayField,
    LineField,
    Needed,
    NotLonger,
    TextField,
    VersionedForm,
    WholeNumberField,
    choices_of,
)
from campaign.web.numbers import whole_or_none
from campaign.web.tongues import texts_of

MOST_TENGE = 10**15
UNTITLED: Words = _l("Give it a title in one language at least.")
_TONGUES: dict[str, Words] = {"kk": _l("in Kazakh"), "ru": _l("in Russian"), "en": _l("in English")} | {
    code: LANGUAGE_NAMES[code] for code in FURTHER
}


class HallForm(VersionedForm):
    """An exhibition."""

    owed = {"title_kk": UNTITLED}
    event = SelectField(_l("Event"), coerce=whole_or_none, validate_choice=False)
    title_kk = LineField(_l("Title in Kazakh"), [NotLonger(LONGEST["title"])])
    title_ru = LineField(_l("Title in Russian"), [NotLonger(LONGEST["title"])])
    title_en = LineField(_l("Title in English"), [NotLonger(LONGEST["title"])])
    hall_kk = LineField(_l("Where it hangs, in Kazakh"), [NotLonger(LONGEST["hall"])])
    hall_ru = LineField(_l("Where it hangs, in Russian"), [NotLonger(LONGEST["hall"])])
    opens_on = DayField(_l("Opens on"), [Needed()])
    closes_on = DayField(_l("Closes on"), [Needed()])

    def offer(self, events: Iterable[tuple[int, Translated]]) -> None:
        none = SelectChoice("", _("none: it hangs in a hall during the stay"))
        self.event.choices = [none, *(SelectChoice(event_id, title.text()) for event_id, title in events)]

    def judged(self) -> Iterable[Problem]:
        days: list[Any] = [self.opens_on.data, self.closes_on.data]
        return () if None in days else wrong_exhibition(self.command())

    def command(self) -> NewExhibition:
        first, last = cast(date, self.opens_on.data), cast(date, self.closes_on.data)
        return NewExhibition(self.written("title"), self.written("hall"), first, last, self.event.data)


def hall_form(row: ExhibitionRow) -> HallForm:
    return HallForm(
        version=row.version, event=row.event_id, hall_kk=row.hall.kk, hall_ru=row.hall.ru, opens_on=row.opens_on,
        closes_on=row.closes_on, **texts_of("title", row.title),
    )  # fmt: skip


class PanelForm(VersionedForm):
    """What every panel has: size, title, a lead, where it comes from. Kinds add their lines."""

    owed = {"title_kk": UNTITLED}
    size = SelectField(_l("Size of the sheet"), choices=choices_of(SIZES), default=PanelSize.A3.value)
    way = SelectField(_l("Sheet"), choices=choices_of(WAYS), default=Way.PORTRAIT.value)
    title_kk = LineField(_l("Title in Kazakh"), [NotLonger(LONGEST["title"])])
    title_ru = LineField(_l("Title in Russian"), [NotLonger(LONGEST["title"])])
    title_en = LineField(_l("Title in English"), [NotLonger(LONGEST["title"])])
    lead_kk = TextField(_l("Text in Kazakh"), [NotLonger(LONGEST["lead"])])
    lead_ru = TextField(_l("Text in Russian"), [NotLonger(LONGEST["lead"])])
    lead_en = TextField(_l("Text in English"), [NotLonger(LONGEST["lead"])])
    source_kk = LineField(_l("Source in Kazakh"), [NotLonger(LONGEST["source"])])
    source_ru = LineField(_l("Source in Russian"), [NotLonger(LONGEST["source"])])
    source_checked_on = DayField(_l("Source checked on"), [Optional()])
    photo = SelectField(_l("Photo"), coerce=whole_or_none, validate_choice=False)
    caption_kk = LineField(_l("Caption in Kazakh"), [NotLonger(LONGEST["label"])])
    caption_ru = LineField(_l("Caption in Russian"), [NotLonger(LONGEST["label"])])
    kind: PanelKind | None = None

    def offer(self, photos: Iterable[tuple[int, str]]) -> None:
        """Photos of the stop that may be printed; one that was chosen and may not any more stays, to be taken out."""
        offered = dict(photos)
        if self.photo.data and self.photo.data not in offered:
            offered[self.photo.data] = _("photo %(number)s, which may not be printed", number=self.photo.data)
        self.photo.choices = [SelectChoice("", _("no photo")), *(SelectChoice(key, said) for key, said in offered.items())]

    def tell_empty(self, prefix: str, most: int, part: str, complaint: str) -> bool:
        """Whether each line that has words has its number too: an empty line is left out, and its words would go with it."""
        lines = [f"{prefix}_{number}" for number in range(1, most + 1)]
        fields = [self[f"{line}_{part}"] for line in lines if self.written(line)]
        empty = [field for field in fields if field.data in (None, "") and not field.errors]
        for field in empty:
            field.errors = [complaint]
        return not empty

    def lines(self) -> Iterator[Block]:
        """What the kind has below the text."""
        return iter(())

    def judged(self) -> Iterable[Problem]:
        chosen = (self.size, self.way, *((self.picture,) if "picture" in self else ()))
        if self.kind is None or any(field.errors for field in chosen):
            return ()
        return wrong_panel(self.kind, self.command(), self.person())

    def command(self) -> NewPanel:
        pictures = [Picture(self.photo.data, self.written("caption"))] if self.photo.data else []
        return NewPanel(
            PanelSize(self.size.data), Way(self.way.data), self.written("title"), self.written("lead"),
            (*self.lines(), *pictures), self.written("source"), self.source_checked_on.data,
        )  # fmt: skip

    def person(self) -> NewPerson | None:
        return None


class NumbersForm(PanelForm):
    """Facts and figures: numbers to be seen from afar, and bars."""

    bars_title_kk = LineField(_l("Title of the chart in Kazakh"), [NotLonger(LONGEST["label"])])
    bars_title_ru = LineField(_l("Title of the chart in Russian"), [NotLonger(LONGEST["label"])])
    bars = TextField(
        _l("Bars"), [NotLonger(LONGEST["text"])],
        description=_l("A line each: in Kazakh; in Russian; number. Leave the number out where it is not known."),
    )  # fmt: skip

    def fits_together(self) -> bool:
        return self.tell_empty("number", NUMBERS, "value", _("Say how many, or clear the words of this line."))

    def validate_bars(self, field: TextField) -> None:
        unread = [
            _(
                "Line %(number)s cannot be read: “%(line)s”. For example: Теміртау; Темиртау; 82.",
                number=number,
                line=line[:60],
            )
            for number, line in enumerate((field.data or "").split("\n"), 1)
            if line and _bar(line) is None
        ]
        if unread:
            raise ValidationError(" ".join(unread))

    def lines(self) -> Iterator[Block]:
        for number in range(1, NUMBERS + 1):
            if value := self[f"number_{number}_value"].data:
                yield Number(value, self.written(f"number_{number}"))
        rows = tuple(bar for line in (self.bars.data or "").split("\n") if line and (bar := _bar(line)))
        if rows:
            yield Bars(self.written("bars_title"), Translated(), rows)


def _bar(line: str) -> Bar | None:
    """`Теміртау; Темиртау; 82`; without a number nothing is known of it. None for what cannot be read."""
    parts = [part.strip() for part in line.split(";")]
    if not 2 <= len(parts) <= 3 or not parts[0] or not parts[1]:
        return None
    typed = parts[2].replace(" ", "").replace("\u00a0", "").replace(",", ".") if len(parts) == 3 else ""
    if not typed:
        return Bar(Translated(parts[0], parts[1]), None)
    if not typed.replace(".", "", 1).isdecimal() or not typed.isascii() or len(typed) > 12:
        return None
    return Bar(Translated(parts[0], parts[1]), float(typed))


class LawForm(PanelForm):
    """An article of a law."""

    article_number_kk = LineField(_l("Article and act in Kazakh"), [NotLonger(LONGEST["label"])])
    article_number_ru = LineField(_l("Article and act in Russian"), [NotLonger(LONGEST["label"])])
    article_heading_kk = LineField(_l("Its heading in Kazakh"), [NotLonger(LONGEST["label"])])
    article_heading_ru = LineField(_l("Its heading in Russian"), [NotLonger(LONGEST["label"])])
    article_text_kk = TextField(_l("What it says, in Kazakh"), [NotLonger(LONGEST["text"])])
    article_text_ru = TextField(_l("What it says, in Russian"), [NotLonger(LONGEST["text"])])
    article_as_of = DayField(_l("Text of the day"), [Optional()])

    def lines(self) -> Iterator[Block]:
        one = Article(
            self.written("article_number"),
            self.written("article_heading"),
            self.written("article_text"),
            self.article_as_of.data,
        )
        if one.number or one.heading or one.text:
            yield one


class AmountsForm(PanelForm):
    """Sums, and what they would have paid for."""

    def fits_together(self) -> bool:
        return self.tell_empty("amount", AMOUNTS, "tenge", _("Give the sum, or clear the words of this line."))

    def lines(self) -> Iterator[Block]:
        for number in range(1, AMOUNTS + 1):
            if (tenge := self[f"amount_{number}_tenge"].data) is not None:
                yield Amount(tenge, self.written(f"amount_{number}"))


class PosterForm(PanelForm):
    """One sentence, as large as the sheet allows."""

    sentence_kk = TextField(_l("Sentence in Kazakh"), [NotLonger(LONGEST["sentence"])])
    sentence_ru = TextField(_l("Sentence in Russian"), [NotLonger(LONGEST["sentence"])])
    sentence_en = TextField(_l("Sentence in English"), [NotLonger(LONGEST["sentence"])])

    def lines(self) -> Iterator[Block]:
        if said := self.written("sentence"):
            yield Sentence(said)


class PersonForm(PanelForm):
    """What X2 asks of a panel about a convicted person, field by field."""

    person_name = LineField(_l("Surname, name, patronymic"), [NotLonger(LONGEST["name"])])
    post_kk = LineField(_l("Position at that time, in Kazakh"), [NotLonger(LONGEST["court"])])
    post_ru = LineField(_l("Position at that time, in Russian"), [NotLonger(LONGEST["court"])])
    court = LineField(_l("Court"), [NotLonger(LONGEST["court"])])
    case_number = LineField(_l("Number of the case"), [NotLonger(LONGEST["case"])])
    verdict_on = DayField(_l("Date of the verdict"), [Optional()])
    in_force_on = DayField(_l("Entered into force on"), [Optional()])
    article = LineField(_l("Article of the code"), [NotLonger(LONGEST["article"])])
    punishment_kk = LineField(_l("Punishment in Kazakh"), [NotLonger(LONGEST["sentence"])])
    punishment_ru = LineField(_l("Punishment in Russian"), [NotLonger(LONGEST["sentence"])])
    story_kk = TextField(_l("What happened, in Kazakh"), [NotLonger(LONGEST["story"])])
    story_ru = TextField(_l("What happened, in Russian"), [NotLonger(LONGEST["story"])])
    person_source = LineField(_l("Where the verdict can be read"), [NotLonger(LONGEST["source"])])
    checked_on = DayField(_l("Last checked on"), [Optional()])
    spent_on = DayField(_l("The record is spent on"), [Optional()])
    picture = SelectField(
        _l("Picture of the person"), choices=[SelectChoice("", _l("not chosen yet")), *choices_of(RIGHTS)], default=""
    )
    picture_basis = LineField(_l("Paper that allows the picture"), [NotLonger(LONGEST["basis"])])

    def person(self) -> NewPerson:
        return NewPerson(
            name=self.person_name.data or "", post=self.written("post"), court=self.court.data or "",
            case_number=self.case_number.data or "", article=self.article.data or "", sentence=self.written("punishment"),
            story=self.written("story"), source=self.person_source.data or "", verdict_on=self.verdict_on.data,
            in_force_on=self.in_force_on.data, checked_on=self.checked_on.data, spent_on=self.spent_on.data,
            picture=PictureRight(self.picture.data) if self.picture.data else None,
            picture_basis=self.picture_basis.data or "",
        )  # fmt: skip


def _add_lines() -> None:
    """The numbered lines of two kinds: fields of one form each, so that an error stands beside its line."""
    for number in range(1, NUMBERS + 1):
        setattr(NumbersForm, f"number_{number}_value", LineField(_l("Number to show"), [NotLonger(LONGEST["value"])]))
        for code, name in _TONGUES.items():
            field = LineField(_l("What it counts, %(language)s", language=name), [NotLonger(LONGEST["label"])])
            setattr(NumbersForm, f"number_{number}_{code}", field)
    for number in range(1, AMOUNTS + 1):
        setattr(AmountsForm, f"amount_{number}_tenge", WholeNumberField(_l("Sum, tenge"), [Optional(), Tenge()]))
        for code, name in _TONGUES.items():
            field = LineField(_l("What it would buy, %(language)s", language=name), [NotLonger(LONGEST["label"])])
            setattr(AmountsForm, f"amount_{number}_{code}", field)


class Tenge:
    """A sum that can be."""

    def __call__(self, form: Any, field: WholeNumberField) -> None:
        if not 0 < (field.data or 0) <= MOST_TENGE:
            raise ValidationError(_("A sum is a whole number of tenge above 0. For example: 2000000."))


_add_lines()
FORMS: dict[PanelKind, type[PanelForm]] = {
    PanelKind.FACTS: NumbersForm,
    PanelKind.FIGURES: NumbersForm,
    PanelKind.LAW: LawForm,
    PanelKind.AMOUNTS: AmountsForm,
    PanelKind.POSTER: PosterForm,
    PanelKind.PERSON: PersonForm,
}


def new_panel_form(kind: PanelKind, zone: str) -> PanelForm:
    """Empty, with today as the day on which the source was checked: whoever writes a number has it before them."""
    checked = None if kind in {PanelKind.POSTER, PanelKind.PERSON} else clock.campaign_today(zone)
    return _of(kind, source_checked_on=checked)


def _of(kind: PanelKind, **kept: Any) -> PanelForm:
    form = FORMS[kind](**kept)
    form.kind = kind
    return form


def panel_form(row: PanelRow) -> PanelForm:
    """Filled with what stands there."""
    kept: dict[str, Any] = {"version": row.version, "size": row.size.value, "way": row.way.value}
    kept |= {"source_kk": row.source.kk, "source_ru": row.source.ru, "source_checked_on": row.source_checked_on}
    kept |= texts_of("title", row.title) | texts_of("lead", row.lead)
    for name, value in _kept_lines(row.blocks):
        kept[name] = value
    if row.person is not None:
        kept |= _kept_person(row.person)
    return _of(row.kind, **kept)


def _kept_lines(blocks: Iterable[Block]) -> Iterator[tuple[str, Any]]:
    numbers, amounts = count(1), count(1)
    for block in blocks:
        match block:
            case Number():
                yield from _numbered(f"number_{next(numbers)}", "value", block.value, block.label)
            case Amount():
                yield from _numbered(f"amount_{next(amounts)}", "tenge", block.tenge, block.buys)
            case Bars():
                yield from (*texts_of("bars_title", block.title).items(), ("bars", "\n".join(map(_bar_line, block.rows))))
            case Article():
                yield from _kept_article(block).items()
            case Picture():
                yield from (*texts_of("caption", block.caption).items(), ("photo", block.photo_id))
            case Sentence() | Paragraph():
                yield from texts_of("sentence", block.text).items()


def _kept_article(one: Article) -> dict[str, Any]:
    texts = texts_of("article_number", one.number) | texts_of("article_heading", one.heading)
    return {"article_as_of": one.as_of, **texts, **texts_of("article_text", one.text)}


def _numbered(name: str, part: str, value: Any, text: Translated) -> Iterator[tuple[str, Any]]:
    yield f"{name}_{part}", value
    yield from texts_of(name, text).items()


def _bar_line(bar: Bar) -> str:
    value = "" if bar.value is None else f"; {bar.value:.10g}".replace(".", ",")
    return f"{bar.label.kk}; {bar.label.ru}{value}"


def _kept_person(person: PersonRow) -> dict[str, Any]:
    return {
        "person_name": person.name, "court": person.court, "case_number": person.case_number, "article": person.article,
        "person_source": person.source, "verdict_on": person.verdict_on, "in_force_on": person.in_force_on,
        "checked_on": person.checked_on, "spent_on": person.spent_on, "picture": person.picture.value if person.picture else "",
        "picture_basis": person.picture_basis, **texts_of("post", person.post), **texts_of("punishment", person.sentence),
        **texts_of("story", person.story),
    }  # fmt: skip


class PlaceForm(CampaignForm):
    """Where a panel hangs."""

    position = WholeNumberField(_l("Place in the order"), [Needed()])
    wall = LineField(_l("Wall or stand"), [NotLonger(LONGEST["wall"])])


class WhyForm(CampaignForm):
    """A reason, which stays in the log."""

    why = LineField(_l("Reason"), [Needed(), NotLonger(LONGEST["reason"])])


class DownForm(CampaignForm):
    """That a panel came off the wall."""

    note = TextField(_l("Who took it down, and where the photo lies"), [Needed(), NotLonger(LONGEST["note"])])


class SwitchForm(VersionedForm):
    """The campaign's switch."""

    is_on = BooleanField(_l("Panels about convicted persons may be shown in this campaign"))
    reason = LineField(_l("Reason"), [Needed(), NotLonger(LONGEST["reason"])])
