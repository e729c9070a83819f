"""Staff pages of the season board."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.text import clean_line
from campaign.relay.queries import relay_of_today
from campaign.reports.board import queries
from campaign.reports.board.mapping import stations_of
from campaign.reports.board.schemas import Board, Check, Filter, Level, Line
from campaign.reports.board.words import DEEDS, LEVELS, PARTS, SIGNS, rule, said
from campaign.territory.maps import region_map
from campaign.web.guards import needs

bp = Blueprint("board_staff", __name__, url_prefix="/staff")
MOST = 100  # letters of a search


@bp.get("/board")
@needs(P.RELAY_READ)
def season() -> ResponseReturnValue:
    """The board of the relay that runs today, or what to do while there is none."""
    found = relay_of_today()
    if found is None:
        return render_template("reports/staff/board_empty.html")
    return redirect(url_for(".board", relay_id=found.id), 302)


def filter_of_request() -> Filter:
    """What the address asks for; nonsense asks for everything."""
    level = request.args.get("show", "")
    return Filter(
        Level(level) if level in set(Level) else None,
        clean_line(request.args.get("who", ""))[:MOST],
        clean_line(request.args.get("q", ""))[:MOST],
    )


def deed_address(line: Line, check: Check) -> str:
    """Where somebody mends what a check lacks; empty where they may not."""
    actor = current_actor()
    if check is Check.COORDINATOR:
        return url_for("accounts_staff.accounts") if actor.may(P.ACCOUNTS_MANAGE) else ""
    if check is Check.HANDOVER:
        return url_for("custody_staff.baton", relay_id=line.stop.relay_id)
    if check is Check.FILINGS:
        return url_for("deadlines_staff.deadlines", relay_id=line.stop.relay_id, stop=line.stop.id)
    if check is Check.MATERIALS:
        return url_for("need_staff.stop", stop_id=line.stop.id)
    if check is Check.TASKS:
        return url_for("checklists_staff.of_stop", stop_id=line.stop.id)
    return url_for("events_staff.stop", stop_id=line.stop.id)


@bp.get("/relays/<int:relay_id>/board")
@needs(P.RELAY_READ)
def board(relay_id: int) -> ResponseReturnValue:
    return board_page(queries.board_of(current_actor(), relay_id), filter_of_request())


def board_page(board: Board, wish: Filter) -> str:
    lines, passed = queries.chosen(board, wish)
    shown = stations_of(board)
    code, as_of = board.relay.region_code, board.relay.as_of
    return render_template(
        "reports/staff/board.html", board=board, baton=board.baton, wish=wish, lines=lines, passed=passed,
        kept={name: value for name, value in request.args.items() if name in {"show", "who", "q"} and value},
        desk_map=region_map(code, as_of, shown, width=460), phone_map=region_map(code, as_of, shown, phone=True),
        levels=LEVELS, signs=SIGNS, parts=PARTS, deeds=DEEDS, said=said, deed_address=deed_address,
        opened=len(board.lines) == 1, in_charge=[(name, name) for name in board.people_in_charge], rule=rule(),
    )  # fmt: skip
