"""Reading what printed panels need: what stands around all of them, their photos, frozen sheets, what may be printed now."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from campaign.core import clock, prints
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _, _l
from campaign.core.prints import PrintedSheet
from campaign.exhibition import gate
from campaign.exhibition.blocks import Picture
from campaign.exhibition.models import Panel
from campaign.exhibition.papers.drawing import Photos, panel_on_paper
from campaign.exhibition.papers.schemas import PANELS, Candidate, Frame, HallPlan, PanelsPaper, PanelsSheet, Tongues
from campaign.exhibition.queries import exhibition_row, panel_row, panels_of
from campaign.exhibition.schemas import ExhibitionRow, NewPanel, PanelKind, PanelRow, PanelState
from campaign.papers.queries import lines
from campaign.papers.schemas import SheetLine
from campaign.pdf import panels as kit
from campaign.people.photos.queries import content, printable_photos, still_printable
from campaign.people.photos.schemas import Size
from campaign.relay.queries import campaign_row
from campaign.territory.queries import region_row
from campaign.walks.signs.queries import public_page

MOST: Final = 20  # sheets that a page shows
PHOTO: Final = "photo:"  # what the link of a picture begins with whose bytes are read when it is drawn


def frame_of(exhibition: ExhibitionRow) -> Frame:
    """What stands around the panels of an exhibition. Two statements."""
    campaign = campaign_row(exhibition.campaign_id)
    region = region_row(exhibition.region_id, exhibition.opens_on)
    return Frame(campaign.name, region.name, exhibition.opens_on.year, campaign.hotline, public_page())


def photos_in(rows: Iterable[PanelRow], stop_id: int) -> Photos:
    """The photos on these panels that may be printed now, without their bytes. None, or three statements."""
    wanted = {block.photo_id for row in rows for block in row.blocks if isinstance(block, Picture)}
    if not wanted:
        return {}
    return {
        row.id: kit.Photo("", row.width, row.height, credit=row.author, link=f"{PHOTO}{row.id}")
        for row in printable_photos(stop_id)
        if row.id in wanted
    }


def candidates(exhibition: ExhibitionRow, tongues: Tongues = Tongues.BOTH) -> tuple[Candidate, ...]:
    """Its panels in their order, and what stands against printing each today. Twelve statements at most."""
    rows = panels_of(exhibition.id)
    if not rows:
        return ()
    frame, photos = frame_of(exhibition), photos_in(rows, exhibition.stop_id)
    return tuple(candidate(row, exhibition, frame, photos, tongues) for row in rows)


def candidate(row: PanelRow, exhibition: ExhibitionRow, frame: Frame, photos: Photos, tongues: Tongues) -> Candidate:
    """One of them, judged and drawn; some 15 ms. What may not be printed yet says on its picture that it is a draft."""
    missing = gate.refusals(row, clock.campaign_today(exhibition.time_zone))
    picture = kit.svg(panel_on_paper(row, frame, tongues.codes, photos, draft=bool(missing)))
    return Candidate(row, missing, picture.too_long, picture)


def hall_plan(exhibition_id: int) -> HallPlan:
    """Raises NotFound. Eleven statements at most."""
    exhibition = exhibition_row(exhibition_id)
    return HallPlan(exhibition, panels_of(exhibition_id), campaign_row(exhibition.campaign_id).name)


def sheets_of(exhibition_id: int, most: int = MOST) -> tuple[SheetLine, ...]:
    """What was printed of the panels of an exhibition, the newest first. One statement."""
    asked: Any = lines().where(PrintedSheet.kind == PANELS, PrintedSheet.subject_id == exhibition_id)
    rows = db.session.execute(asked.order_by(PrintedSheet.revision.desc()).limit(most))
    return tuple(SheetLine(*row) for row in rows)


def panels_sheet(number: int) -> PanelsSheet:
    """The frozen sheet with this number, and why it may not be opened any more, if so.

    Raises NotFound outside the asker's scope, Conflict when what is stored is no longer what was printed.
    """
    stored = prints.sheet_of(number)
    if stored.kind != PANELS:
        raise NotFound(prints.NO_SHEET)
    line = SheetLine(*db.session.execute(lines().where(PrintedSheet.id == stored.id)).one())
    paper = prints.as_printed(stored, PanelsPaper.of)
    exhibition = exhibition_row(paper.exhibition_id)
    return PanelsSheet(line, paper, exhibition, _closed(paper, exhibition))


def _closed(paper: PanelsPaper, exhibition: ExhibitionRow) -> tuple[gate.Refusal, ...]:
    """What stands today against the persons on a sheet: opening it once more is printing it once more (SPEC X2)."""
    today = clock.campaign_today(exhibition.time_zone)
    found: list[gate.Refusal] = []
    for one in paper.on_it:
        if not one.is_about_a_person:
            continue
        if db.session.scalar(select(Panel.id).where(Panel.id == one.panel)) is None:
            found.append(gate.Refusal("gone", str(_l("The panel was removed.")), "", ""))
            continue
        row = panel_row(one.panel)
        found += gate.refusals(row, today)
        if (row.version, row.content_hash) != (one.version, one.content_hash):
            said = str(_l("The panel has a newer version than this sheet."))
            found.append(gate.Refusal("version", said, str(_l("Print the newer version once it is approved.")), ""))
    return tuple(found)


def sheet_to_print(number: int) -> PanelsSheet:
    """The same with the bytes of its photos, for its PDF. Raises NotFound, Conflict that names what stands against it today."""
    sheet = panels_sheet(number)
    if sheet.closed:
        reasons = " ".join(dict.fromkeys(one.missing for one in sheet.closed))
        raise Conflict(_("This sheet may not be printed any more. %(reasons)s", reasons=reasons))
    cards = tuple(_with_photos(card) for card in sheet.paper.panels.cards)
    return replace(sheet, paper=replace(sheet.paper, panels=kit.Panels(cards)))


def _with_photos(card: kit.Panel) -> kit.Panel:
    return replace(card, blocks=tuple(_with_bytes(block) for block in card.blocks))


def _with_bytes(block: kit.Block) -> kit.Block:
    if isinstance(block, kit.Photo):
        return _photo(block)
    return replace(block, photo=_photo(block.photo)) if isinstance(block, kit.Person) and block.photo is not None else block


def _photo(photo: kit.Photo) -> kit.Photo:
    """With its bytes; an empty frame when somebody in it does not agree any more, or it was erased."""
    if not photo.link.startswith(PHOTO):
        return photo
    number = int(photo.link.removeprefix(PHOTO))
    jpeg = b64encode(content(number, Size.PRINT)).decode() if number in still_printable([number]) else ""
    return replace(photo, jpeg=jpeg, link="")


def pictured(kind: PanelKind, panel: NewPanel, frame: Frame) -> kit.Svg:
    """A panel as it would hang that is kept nowhere yet and has no photos."""
    row = PanelRow(
        id=0, uid="", exhibition_id=0, campaign_id=0, region_id=0, stop_id=0, kind=kind, state=PanelState.DRAFT, position=1,
        wall="", size=panel.size, way=panel.way, title=panel.title, lead=panel.lead, blocks=panel.blocks, source=panel.source,
        source_checked_on=panel.source_checked_on, version=1, content_hash="", shown_on=None,
    )  # fmt: skip
    return kit.svg(panel_on_paper(row, frame, Tongues.BOTH.codes, {}))
