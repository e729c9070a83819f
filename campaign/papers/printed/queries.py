"""Reading the list of printed sheets: those that the asker may print and read, the newest first."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import aliased

from campaign.core import clock
from campaign.core.actor import ROLES, Actor, P, Role, current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated
from campaign.core.prints import NO_SHEET, PrintedSheet
from campaign.papers.kinds import SUBJECTS
from campaign.papers.presses import PRESSES
from campaign.papers.printed.schemas import PAGE_SIZE, ListedSheet, SheetFilter, Whose
from campaign.papers.queries import lines
from campaign.papers.schemas import SubjectKind
from campaign.territory.queries import regions
from campaign.web.paging import Page, keyset, number_cursor, page_of


def find_sheets(wish: SheetFilter, token: str | None = None, size: int = PAGE_SIZE) -> Page[ListedSheet]:
    """One page of the sheets that fit. Two statements, and at most six for each kind of subject on the page."""
    cursor = number_cursor(token)
    more = (PrintedSheet.id, PrintedSheet.kind, PrintedSheet.subject_id, PrintedSheet.region_id, _newest())
    asked = lines().add_columns(*more).where(*_criteria(wish))
    found = db.session.execute(keyset(asked, (PrintedSheet.id,), cursor, size, newest_first=True)).all()
    page = page_of(found, cursor, size, lambda row: (row.id,))
    named = _names((row.kind, row.subject_id) for row in page.rows)
    zones = {region.id: region.time_zone for region in regions(clock.campaign_today())}
    listed = tuple(
        ListedSheet(
            row.id, row.number, PRESSES[row.kind], named.get((row.kind, row.subject_id), Translated()), row.revision,
            row.newest, row.language, row.printed_at, row.who, zones.get(row.region_id, clock.HOME),
        )
        for row in page.rows
    )  # fmt: skip
    return Page(listed, page.before, page.after)


def ensure_listed(number: int) -> None:
    """Raises NotFound for a number that was never given, and for a sheet that the asker may not read."""
    asked = select(PrintedSheet.id).where(PrintedSheet.number == number, readable(current_actor()))
    if db.session.scalar(asked) is None:
        raise NotFound(NO_SHEET)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Sheets carry names and phones: they are for whoever may print there, as on their own pages, and not for all who see."""
    if actor.is_system:
        return true()
    ways: list[ColumnElement[bool]] = []
    for grant in actor.grants:
        if P.PAPERS_PRINT not in ROLES[grant.role]:
            continue
        if grant.is_everywhere:
            return true()
        if grant.role is Role.STOP:
            ways.append(PrintedSheet.stop_id == grant.stop_id)
        else:
            ways.append(PrintedSheet.region_id == grant.region_id)
    return or_(*ways) if ways else PrintedSheet.id.is_(None)


def _newest() -> ColumnElement[int]:
    """The last revision of the same paper in the same language."""
    other = aliased(PrintedSheet)
    same = (
        other.kind == PrintedSheet.kind,
        other.subject_id == PrintedSheet.subject_id,
        other.language == PrintedSheet.language,
    )
    return select(func.max(other.revision)).where(*same).correlate(PrintedSheet).scalar_subquery().label("newest")


def _criteria(wish: SheetFilter) -> list[ColumnElement[bool]]:
    rules = [readable(current_actor()), PrintedSheet.kind.in_([wish.kind] if wish.kind else list(PRESSES))]
    if wish.number is not None:
        rules.append(PrintedSheet.number == wish.number)
    if wish.day is not None:
        begins, ends = (clock.at(day, 0, 0, clock.HOME) for day in (wish.day, wish.day + timedelta(days=1)))
        rules += [PrintedSheet.printed_at >= begins, PrintedSheet.printed_at < ends]
    if wish.language:
        rules.append(PrintedSheet.language == wish.language)
    if wish.whose is Whose.MINE:
        rules.append(PrintedSheet.printed_by == current_actor().user_id)
    if wish.whose is Whose.DESK:
        rules.append(PrintedSheet.desk_id.is_not(None))
    return rules


def _names(sheets: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Translated]:
    """What each sheet is about, where its press and its subject say so: the names of a kind of subject at once."""
    wished: defaultdict[SubjectKind, set[int]] = defaultdict(set)
    kept = [(code, subject_id) for code, subject_id in sheets if PRESSES[code].names_subject]
    for code, subject_id in kept:
        wished[PRESSES[code].subject].add(subject_id)
    known = {}
    for kind, ids in wished.items():
        tell = SUBJECTS[kind].names
        known[kind] = tell(sorted(ids)) if tell is not None else {}
    return {(code, number): known[PRESSES[code].subject].get(number, Translated()) for code, number in kept}
