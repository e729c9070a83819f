"""The paper «Письмо в полицию» (DOMAIN 2): sender, addressee, event, time, route and request; the vehicles annexed."""

from collections.abc import Mapping
from typing import Final

from campaign.core import phones
from campaign.core.i18n import _, _l, language
from campaign.motorcades.police.queries import letter_of
from campaign.motorcades.police.schemas import CODE, Letter
from campaign.motorcades.route.words import length_words
from campaign.motorcades.schemas import Car
from campaign.motorcades.words import KINDS, ROLES
from campaign.papers.schemas import Choice, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import kept
from campaign.pdf.parts import (
    Column,
    Correspondents,
    Facts,
    Grid,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Part,
    Signer,
    SmallPrint,
    Title,
)
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import clock_time, day, number

_LINE: Final = "____________"
_LONGER: Final = "______________________________"
_ROW: Final = 6.5  # mm
_WITHOUT, _NAMED = "without", "names"
DRIVERS: Final = Choice(
    "drivers",
    _l("Drivers in the list"),
    _WITHOUT,
    ((_WITHOUT, _l("only the vehicles")), (_NAMED, _l("with the names of drivers"))),
    hint=_l("The letter needs the plates; names only where the police ask for them. Phones of drivers are never printed."),
)


def letter_paper(letter: Letter, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """One page, and the annexed list from a page of its own. What nobody has written is a line to write on."""
    event, words = letter.column.event, letter.words
    return Paper(
        language=language(),
        title=_heading(letter),
        short_title=_("Letter to the police: %(event)s", event=event.title.text()),
        author=letter.campaign.text(),
        parts=(
            Correspondents((*(_lines(words.sender.text()) or (_LONGER,)), _reference(letter)), _lines(words.addressee.text())),
            Title(_heading(letter).upper()),
            Paragraph(words.opening.text(), size=11),
            Facts(_facts(letter), columns=3),
            *_route(letter),
            Paragraph(words.request.text(), size=11),
            Paragraph(_("Annex: list of vehicles (%(number)s).", number=number(len(letter.column.coming))), size=11),
            SignersPart((Signer(words.signer_post.text() or _LONGER, words.signer_name),)),
            SmallPrint(_doer(letter)),
            NewPage(),
            *_annex(letter, chosen.get("drivers") == _NAMED),
        ),
    )


def _heading(letter: Letter) -> str:
    return _("On the escort of a motorcade") if letter.patrol_cars else _("On an organised motorcade")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.split("\n"))))


def _reference(letter: Letter) -> str:
    """`№ 41-07/118 from 26 March 2018` with a line for what is not known."""
    dated = day(letter.words.dated) if letter.words.dated else _LINE
    return _("Ref. No. %(number)s, %(day)s", number=kept(letter.words.number or _LINE), day=dated)


def _facts(letter: Letter) -> tuple[tuple[str, str], ...]:
    event, words = letter.column.event, letter.words
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    person = (words.responsible_name, kept(phones.shown(words.responsible_phone)) if words.responsible_phone else "")
    place = ", ".join(filter(None, (event.unit_name.text(), event.place_name.text(), event.place_address)))
    return (
        (_("Event"), event.title.text()),
        (_("Date and time"), f"{kept(day(event.day))}, {starts} – {ends}"),
        (_("Place"), place),
        (_("Vehicles"), number(len(letter.column.coming))),
        (_("Length of the way"), length_words(letter.metres) if letter.metres else _LINE),
        (_("Responsible person"), "\n".join(filter(None, person)) or _LINE),
    )


def _route(letter: Letter) -> tuple[Part, ...]:
    return (Paragraph(letter.words.route.text() or "\n".join((_LONGER * 2,) * 2), strong=_("Route")),)


def _doer(letter: Letter) -> str:
    words = letter.words
    phone = ", " + _("tel. %(phone)s", phone=kept(phones.shown(words.doer_phone))) if words.doer_phone else ""
    return _("Prepared by: %(name)s", name=words.doer_name or _LONGER) + phone


def _annex(letter: Letter, with_drivers: bool) -> tuple[Part, ...]:
    columns = [
        Column(_("No."), 9, "centre", "order"), Column(_("Plate"), 30, face="medium", size=10),
        Column(_("Make and model, colour"), 62 if with_drivers else 82), Column(_("Part in the column"), 32),
        Column(_("Owner, organisation"), 40 if with_drivers else 52),
    ]  # fmt: skip
    if with_drivers:
        columns.append(Column(_("Driver"), 42))
    rows = [_row(car, with_drivers) for car in letter.column.coming]
    reference = _reference(letter)
    return (
        Heading(_("Annex to the letter %(reference)s", reference=reference[:1].lower() + reference[1:])),
        Paragraph(_("List of vehicles of the motorcade")),
        Grid(tuple(columns), rows, row_height=_ROW, blank_rows=0 if rows else 12),
    )


def _row(car: Car, with_drivers: bool) -> tuple[str, ...]:
    vehicle = car.vehicle
    sign = kept(vehicle.plate) or vehicle.name or "–"
    kind = str(KINDS[vehicle.kind])
    cells = (
        "",
        sign,
        ", ".join(filter(None, (vehicle.make or kind, vehicle.colour))),
        str(ROLES[car.role]),
        vehicle.belongs_to,
    )
    return (*cells, car.driver.name) if with_drivers else cells


KIND = PaperKind(
    code=CODE,
    name=_l("Letter to the police"),
    subject=SubjectKind.EVENT,
    read=letter_of,
    draw=letter_paper,
    note=_l("request for an escort, with the list of vehicles"),
    edit="police_staff.letter",
    choices=(DRIVERS,),
    only=("motorcade",),
    phones=Phones.NEEDED,
)
