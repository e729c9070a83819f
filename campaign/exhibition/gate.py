"""The gate: every condition that a panel lacks before it may be printed or shown, each with its remedy (SPEC X1, X2).

Pure, and the only place where the question is answered in Python: forms, commands and papers ask here, and triggers of the
database (`migrations/versions/0055_exhibition.py`) answer the same for whoever does not ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from campaign.core.i18n import _, _n
from campaign.exhibition import wording
from campaign.exhibition.blocks import Picture
from campaign.exhibition.schemas import APPROVERS, FRESH, PanelKind, PanelRow, PanelState, PersonRow, PictureRight
from campaign.exhibition.words import WRONG_REMEDIES, wrong_said

SOURCED = frozenset({PanelKind.FACTS, PanelKind.AMOUNTS, PanelKind.FIGURES, PanelKind.LAW})


@dataclass(frozen=True)
class Refusal:
    """One condition that is missing: a code, what is missing, what to do, and the field or part of the page where."""

    code: str
    missing: str
    remedy: str
    place: str


def refusals(panel: PanelRow, today: date) -> tuple[Refusal, ...]:
    """Every reason why the panel may not be printed or shown on that day; empty when it may. In the order of the page."""
    if panel.is_about_a_person:
        return tuple((*_switch(panel), *_content(panel), *_person(panel, today), *_approvals(panel), *_taken_down(panel)))
    return tuple((*_content(panel), *_source(panel, today), *_taken_down(panel)))


def _switch(panel: PanelRow) -> Iterator[Refusal]:
    if not panel.persons_on:
        yield Refusal(
            "switched_off",
            _("Panels about persons are switched off in this campaign."),
            _("A national coordinator switches them on, with a reason. Until then use panels without persons."),
            "switch",
        )


def _content(panel: PanelRow) -> Iterator[Refusal]:
    for code, name in (("kk", _("in Kazakh")), ("ru", _("in Russian"))):
        if not getattr(panel.title, code):
            yield Refusal(
                f"title_{code}", _("There is no title %(language)s.", language=name),
                _("Every panel in a state hall has its title in both languages: write it."), f"title_{code}",
            )  # fmt: skip
    if not panel.lead and not panel.blocks and not panel.is_about_a_person:
        yield Refusal(
            "empty", _("Nothing stands under the title."), _("Write a sentence, or fill in a line below it."), "lead_kk"
        )
    for found in wording.found_in_texts(panel.texts, panel.kind):
        yield Refusal(
            f"wording_{found.wrong}",
            wrong_said(found),
            str(WRONG_REMEDIES[found.wrong]),
            "title_kk",
        )


def _source(panel: PanelRow, today: date) -> Iterator[Refusal]:
    if panel.kind in SOURCED and not panel.source:
        yield Refusal(
            "source",
            _("No source is named."),
            _("Say where the numbers or the text come from: a paper, a page, an office."),
            "source_kk",
        )
    if panel.kind in SOURCED or panel.source_checked_on:
        yield from _looked_up(panel.source_checked_on, today, "source_checked_on")


def _looked_up(checked_on: date | None, today: date, place: str) -> Iterator[Refusal]:
    """The day on which the source was checked, asked for in this field."""
    if checked_on is None:
        yield Refusal(
            "unchecked", _("Nobody says when the source was checked."), _("Look it up once more and write the day."), place
        )
    elif checked_on > today:
        words = _("The source is said to be checked on a day that is still to come.")
        yield Refusal("checked_ahead", words, _("Correct the day."), place)


def _person(panel: PanelRow, today: date) -> Iterator[Refusal]:
    person = panel.person
    if person is None or person.erased_on is not None:
        yield Refusal(
            "erased", _("What was said of the person was erased, or was never written."),
            _("This panel cannot be used any more. A new one takes all fields anew."), "person_name",
        )  # fmt: skip
        return
    if person.version != panel.version:
        yield Refusal(
            "another_version",
            _("What is said of the person belongs to another version of the panel."),
            _("Save the panel once more."),
            "person_name",
        )
    yield from _fields(person)
    yield from _days(person, today)
    yield from _checked(person, today)
    yield from _picture(panel, person)
    yield from _free_words(panel, person)


def _fields(person: PersonRow) -> Iterator[Refusal]:
    needed: tuple[tuple[str, object, str, str], ...] = (
        ("name", person.name, _("The name is missing."), _("Write it as the verdict has it, without the IIN.")),
        ("court", person.court, _("The court is missing."), _("Name the court that gave the verdict.")),
        ("case", person.case_number, _("The number of the case is missing."), _("It stands at the head of the verdict.")),
        ("article", person.article, _("The article is missing."), _("Write article and part of the code, as in the verdict.")),
        ("sentence", person.sentence, _("The sentence is missing."), _("Write what the court imposed.")),
        ("person_source", person.source, _("The source is missing."), _("Name the page or the paper that shows the verdict.")),
    )  # fmt: skip
    places = {"name": "person_name", "sentence": "punishment_kk", "case": "case_number"}
    for code, value, missing, remedy in needed:
        if not value:
            yield Refusal(code, missing, remedy, places.get(code, code))
    for code, name in (("kk", _("in Kazakh")), ("ru", _("in Russian"))):
        if person.sentence and not getattr(person.sentence, code):
            yield Refusal(
                f"sentence_{code}", _("The sentence is not written %(language)s.", language=name),
                _("Both languages stand on the panel: write it."), f"punishment_{code}",
            )  # fmt: skip


def _days(person: PersonRow, today: date) -> Iterator[Refusal]:
    if person.verdict_on is None:
        yield Refusal(
            "verdict", _("The date of the verdict is missing."), _("It stands at the head of the verdict."), "verdict_on"
        )
    elif person.verdict_on > today:
        yield Refusal(
            "verdict_ahead",
            _("The date of the verdict is still to come."),
            _("Nobody is shown before a verdict. Correct the day."),
            "verdict_on",
        )
    if person.in_force_on is None:
        yield Refusal(
            "in_force", _("The date of entry into force is missing."),
            _("Without it the person is not convicted: wait until the verdict is final and write the day."), "in_force_on",
        )  # fmt: skip
    elif person.in_force_on > today:
        yield Refusal(
            "in_force_ahead", _("The verdict is not in force yet: %(day)s is still to come.", day=_day(person.in_force_on)),
            _("Wait for that day. If it was appealed, wait for the higher court."), "in_force_on",
        )  # fmt: skip
    elif person.verdict_on and person.in_force_on < person.verdict_on:
        yield Refusal(
            "in_force_before",
            _("The verdict entered into force before it was given."),
            _("Compare both days with the verdict."),
            "in_force_on",
        )
    if person.spent_on is None:
        yield Refusal(
            "spent", _("The date on which the record is spent is missing."),
            _("Ask the lawyer of the department: it follows from the sentence. From that day on the panel is blocked."),
            "spent_on",
        )  # fmt: skip
    elif person.spent_on <= today:
        yield Refusal(
            "spent_over", _("The record is spent since %(day)s.", day=_day(person.spent_on)),
            _("Take down what hangs, and write down who did it. A panel like this is never printed again."), "spent_on",
        )  # fmt: skip


def _checked(person: PersonRow, today: date) -> Iterator[Refusal]:
    yield from _looked_up(person.checked_on, today, "checked_on")
    if person.checked_on is not None and today - person.checked_on > FRESH:
        old = (today - person.checked_on).days
        yield Refusal(
            "check_old",
            _n(
                "The source was checked %(num)d day ago; at most %(most)d are allowed.",
                "The source was checked %(num)d days ago; at most %(most)d are allowed.", old, most=FRESH.days,
            ),
            _("Look whether the verdict still stands, write the new day, and have the panel approved again."), "checked_on",
        )  # fmt: skip


def _picture(panel: PanelRow, person: PersonRow) -> Iterator[Refusal]:
    if person.picture is None:
        yield Refusal(
            "picture", _("Nobody says by what right a picture is shown."),
            _("Choose “no picture”, or say who allowed it and in which paper."), "picture",
        )  # fmt: skip
    elif person.picture is not PictureRight.NO_PICTURE and not person.picture_basis:
        yield Refusal(
            "picture_basis",
            _("The right to the picture has no paper behind it."),
            _("Name the consent, contract or letter and its date."),
            "picture_basis",
        )
    if person.picture is PictureRight.NO_PICTURE and any(isinstance(block, Picture) for block in panel.blocks):
        yield Refusal(
            "picture_there",
            _("There is a picture, though “no picture” was chosen."),
            _("Take the picture out, or say by what right it is shown."),
            "picture",
        )


def _free_words(panel: PanelRow, person: PersonRow) -> Iterator[Refusal]:
    said = (
        *wording.found_in_texts(wording.words_of_person(person), PanelKind.PERSON),
        *wording.found_in_sources((person.court, person.case_number, person.article, person.source, person.picture_basis)),
    )
    for found in {one.wrong: one for one in said}.values():
        yield Refusal(f"person_{found.wrong}", wrong_said(found), str(WRONG_REMEDIES[found.wrong]), "story_kk")
    if wording.names_the_person(person.name, panel.texts):
        yield Refusal(
            "name_in_title", _("The title or a line of the panel names the person."),
            _("The name stands in its own field only, where it is sealed and can be erased: take it out there."), "title_kk",
        )  # fmt: skip


def _approvals(panel: PanelRow) -> Iterator[Refusal]:
    there = len({one.approver_id for one in panel.standing})
    if there < APPROVERS:
        names = ", ".join(one.approver for one in panel.standing)
        missing = _("Two people have to approve this version; nobody has.")
        if there:
            missing = _("Two people have to approve this version; only %(names)s has.", names=names)
        yield Refusal(
            "approvals", missing,
            _("Ask organizers of the region or of the country who never wrote on this panel. Any change asks for both again."),
            "approvals",
        )  # fmt: skip


def _taken_down(panel: PanelRow) -> Iterator[Refusal]:
    opened = [one for one in panel.takedowns if one.version == panel.version]
    if opened:
        yield Refusal(
            "taken_down", _("This version is to be taken down since %(day)s.", day=_day(opened[0].opened_on)),
            _("It never hangs again. After a change it needs new approvals."), "takedowns",
        )  # fmt: skip
    elif panel.state in {PanelState.BLOCKED, PanelState.TAKEN_DOWN}:
        yield Refusal(
            "blocked",
            _("The panel is blocked."),
            _("It never hangs again. After a change it needs new approvals."),
            "takedowns",
        )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
