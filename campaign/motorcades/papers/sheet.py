"""The paper «Состав и порядок движения автоколонны»: A4 across, all its columns, agreed with the police."""

from campaign.core.i18n import _, _l, language
from campaign.motorcades.papers.reading import ColumnOnPaper, column_on_paper
from campaign.motorcades.papers.wording import (
    LINE,
    distance_words,
    head_of,
    how_many,
    looks,
    named,
    phone,
    police,
    speed_words,
    where_and_when,
)
from campaign.motorcades.route.words import KINDS
from campaign.motorcades.schemas import Car
from campaign.motorcades.words import ROLES
from campaign.papers.schemas import PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Facts, Grid, Paper
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import number

_ROW = 7.8  # mm
_BLANK_ROWS = 10  # of a column without cars, to be filled by hand
_ON_ONE_PAGE = 13  # rows that are set tighter, if that brings the signatures onto their page
_MOST_TIMES = 12  # points in the strip; the scheme has all


def sheet_paper(paper: ColumnOnPaper, _signers: Signers) -> Paper:
    """Facts, points with times, the cars in their order with room for inspection and briefing, who leads; the police."""
    event = paper.column.event
    rows, keys = _rows(paper)
    timed = [point for point in paper.route.main if point.plan][:_MOST_TIMES]
    times = [(str(KINDS[point.kind]), f"{point.plan} {point.name}") for point in timed]
    line = " · ".join(filter(None, (event.title.text(), where_and_when(event), how_many(paper))))
    return Paper(
        language=language(),
        title=_("Composition and order of the column"),
        short_title=_("Order of the column: %(event)s", event=event.title.text()),
        landscape=True,
        legal=_("The campaign's own form; it is no waybill."),
        author=paper.campaign.text(),
        parts=(
            HeadPart("", (line,), campaign_line(paper.campaign.text()), _facts(paper), 6),
            *([Facts(times, 6)] if times else []),
            Grid(
                _columns(),
                rows,
                row_height=_ROW,
                blank_rows=0 if rows else _BLANK_ROWS,
                one_page=len(rows) <= _ON_ONE_PAGE,
                keys=keys,
            ),
            SignersPart((head_of(paper), police())),
        ),
    )


def _facts(paper: ColumnOnPaper) -> tuple[tuple[str, str], ...]:
    """What the police ask for first; what is not known is a line to write on."""
    facts, letter = paper.column.facts, paper.letter
    filed = _("No. %(number)s of %(day)s", number=letter.number or "–", day=f"{letter.filed_on:%d.%m.%Y}") if letter else ""
    return (
        (_("Length of the way"), distance_words(paper)),
        (_("Speed, distance"), speed_words(paper) or LINE),
        (_("Means of contact"), facts.contact or LINE),
        (_("Escort"), facts.escort or LINE),
        (_("Letter to the police"), filed or LINE),
        (_("Reserve route"), paper.route.reserve.text() or ", ".join(one.name.text() for one in paper.route.others) or LINE),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 10, "centre", "order", "bold", 12), Column(_("Role"), 28, size=8),
        Column(_("Make, model, colour"), 38, size=8.5), Column(_("Plate"), 27, "centre", face="semibold", size=10),
        Column(_("Driver"), 42, face="medium", size=8.5),
        Column(_("Telephone"), 28, "centre", "figures", size=8.5, phones=True),
        Column(_("Owner, organisation"), 38, size=8), Column(_("Seats"), 12, "right", "figures", size=9),
        Column(_("Decoration"), 25, size=8), Column(_("Inspection"), 17, "centre", size=7.5),
        Column(_("Briefing, signature"), 26, "centre", size=7.5),
    )  # fmt: skip


def _rows(paper: ColumnOnPaper) -> tuple[list[tuple[str, ...]], list[str]]:
    """The cars that come, under the name of their block where there are blocks; and the keys of the rows."""
    rows: list[tuple[str, ...]] = []
    keys: list[str] = []
    block = ""
    for car in paper.column.coming:
        if car.block != block:
            block = car.block
            rows.append((_("Block: %(block)s", block=block) if block else _("Without a block"),))
            keys.append("")
        rows.append(_row(car))
        keys.append(f"car:{car.id}")
    return rows, keys


def _row(car: Car) -> tuple[str, ...]:
    vehicle, drivers = car.vehicle, [one for one in (car.driver, car.second_driver) if one]
    names, phones = "\n".join(named(one.name) for one in drivers), "\n".join(phone(one.phone) for one in drivers)
    seats = f"{number(car.taken)}/{number(car.seats)}" if car.taken else number(car.seats)
    inspected, briefed = _("inspected") if car.inspected else "", _("signed") if car.briefed else ""
    return (
        str(car.number), str(ROLES[car.role]), looks(vehicle), kept(vehicle.plate), names, phones, vehicle.belongs_to, seats,
        "\n".join(filter(None, (car.decoration, *map(str, car.loads)))), inspected, briefed,
    )  # fmt: skip


KIND = PaperKind(
    code="column_sheet",
    name=_l("Composition and order of the column"),
    subject=SubjectKind.EVENT,
    read=column_on_paper,
    draw=sheet_paper,
    note=_l("all cars with drivers, for the police"),
    edit="columns_staff.column",
    only=("motorcade",),
    phones=Phones.OPTIONAL,
)
