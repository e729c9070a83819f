"""Papers about minors: the consent that a parent signs, Kazakh left and Russian right, and the list of those who come."""

import re
from collections.abc import Iterator
from typing import Final

from campaign.core import phones
from campaign.core.i18n import LANGUAGES, _, _l, language
from campaign.papers.schemas import PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Facts, Grid, Head, NewPage, Paper, Part, Signer, SmallPrint
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.minors.printing import consents_to_sign, minors_who_come
from campaign.people.minors.schemas import ConsentSheet, MinorSheet
from campaign.people.minors.words import RELATIONS
from campaign.web.templating import day

_FIELD: Final = 10.0  # mm; a person writes in it
_SENTENCE: Final = re.compile(r"(?<=[.!?]) (?=[0-9A-ZА-ЯӘҒҚҢӨҰҮҺІ])")
_FIELDS: Final = (Column("Заңды өкіл / Законный представитель", 84, size=8.5), Column("", 102, kind="blank"))
_LABELS: Final = (  # Kazakh and Russian stand on this paper together, whatever its language
    ("Заңды өкілдің тегі, аты, әкесінің аты", "Фамилия, имя, отчество законного представителя"),
    ("Балаға кім болады (анасы, әкесі, қорғаншысы)", "Кем приходится ребёнку (мать, отец, опекун)"),
    ("Телефон нөмірі", "Номер телефона"),
    ("Баланың туған күні (жылы жеткіліксіз болса)", "Дата рождения ребёнка (если года недостаточно)"),
    ("Фото- және бейнетүсірілім: ИӘ / ЖОҚ (керегін қоршаңыз)", "Фото- и видеосъёмка: ДА / НЕТ (обведите нужное)"),
    ("Күні және қолы", "Дата и подпись"),
)


def consent_paper(sheet: ConsentSheet, _signers: Signers) -> Paper:
    """A page for each child who waits for a parent; one to be filled in by hand when nobody does."""
    parts: list[Part] = []
    for number, child in enumerate(sheet.children or ("",)):
        parts.append(NewPage(headed=True) if number else _head(sheet))  # each goes to another parent
        parts += _consent(sheet, child)
    return Paper(
        language=language(),
        title=_("Consent of a parent"),
        short_title=_("Consent of a parent: %(event)s", event=sheet.event.text()),
        author=sheet.campaign.text(),
        legal=_("The campaign's own form. The coordinator records it on the page of the person and keeps the paper."),
        parts=tuple(parts),
    )


def _head(sheet: ConsentSheet) -> Head:
    titles = (sheet.event.text("kk"), sheet.event.text("ru"))
    return Head("", tuple(dict.fromkeys(titles)), campaign_line(sheet.campaign.text()))


def _consent(sheet: ConsentSheet, child: str) -> Iterator[Part]:
    yield Facts(
        (
            ("Бала / Ребёнок", child or "______________________________"),
            ("Іс-шара / Мероприятие", " / ".join(dict.fromkeys((sheet.event.text("kk"), sheet.event.text("ru"))))),
            ("Күні, уақыты / Дата, время", f"{sheet.day:%d.%m.%Y}, {sheet.starts}"),
            ("Өтетін жері / Место", sheet.place),
        ),
        columns=1,
    )
    yield Grid(
        (Column("Келісім", 93, size=8.5), Column("Согласие", 93, size=8.5)), tuple(_pairs(sheet.kk, sheet.ru)), row_height=6
    )
    rows = tuple((f"{kk} / {ru}", "") for kk, ru in _LABELS)
    yield Grid(_FIELDS, rows, row_height=_FIELD)
    yield SmallPrint(sheet.version_words)


def _pairs(kk: str, ru: str) -> Iterator[tuple[str, str]]:
    """Sentence beside sentence, so that both begin level; whole texts where they do not pair."""
    left, right = _SENTENCE.split(kk), _SENTENCE.split(ru)
    yield from zip(left, right, strict=True) if len(left) == len(right) else [(kk, ru)]


def list_paper(sheet: MinorSheet, signers: Signers) -> Paper:
    """Who of those with a place is a minor, with the year of birth and whom to call; the others wait and stand on no list."""
    when = f"{day(sheet.day)}, {sheet.starts}"
    rows = tuple(
        (
            "", line.full_name, str(line.birth_year or ""), line.organisation,
            f"{line.guardian} ({RELATIONS[line.relation]})" if line.relation else "", phones.shown(line.phone),
            _("yes") if line.photo else _("no"),
        )
        for line in sheet.lines
    )  # fmt: skip
    return Paper(
        language=language(),
        title=_("List of minors"),
        short_title=_("List of minors: %(event)s", event=sheet.event.text()),
        landscape=True,
        author=sheet.campaign.text(),
        legal=_("For those who accompany the children only. To be destroyed after the event."),
        parts=(
            Head("", (sheet.event.text(), f"{sheet.place} · {when}"), campaign_line(sheet.campaign.text())),
            Grid(_columns(), rows, fives=True, empty=_("No minor has a place yet.")),
            SmallPrint(_waiting(sheet)),
            SignersPart((signers.drawn_up() if signers.drew_up else Signer(_("Drawn up by")),)),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 9, "centre", "order"),
        Column(_("Surname, first name, patronymic"), 66, face="medium", size=9.5),
        Column(_("Year of birth"), 18, "centre", "figures"),
        Column(_("Organisation, place of study"), 58, size=8),
        Column(_("Who agreed"), 62, size=8),
        Column(_("Telephone"), 32, "centre", "figures", phones=True),
        Column(_("Photographs"), 20, "centre"),
    )


def _waiting(sheet: MinorSheet) -> str:
    return _(
        "On the day of the event under %(age)s. Without a parent's consent, and so without a place: %(count)s.",
        age=sheet.below,
        count=sheet.pending,
    )


CONSENTS = PaperKind(
    code="guardian_consents",
    name=_l("Consents of parents to sign"),
    subject=SubjectKind.EVENT,
    read=consents_to_sign,
    draw=consent_paper,
    note=_l("a page for each child who waits, in Kazakh and Russian"),
    languages=LANGUAGES,
    edit="people_minors.minors",
    minors=True,
)
MINORS = PaperKind(
    code="minors",
    name=_l("List of minors"),
    subject=SubjectKind.EVENT,
    read=minors_who_come,
    draw=list_paper,
    note=_l("with year of birth and the parent's phone"),
    edit="people_minors.minors",
    minors=True,
    phones=Phones.OPTIONAL,
)
