"""What stops are offered when their kit has changed: at one stop piece by piece, at a whole relay in one act."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import Words, _, _l, _n
from campaign.events.kits import services
from campaign.events.kits.comparing import compare, digest, stops_that_may_differ
from campaign.events.kits.schemas import Change, StopDifferences, Taken
from campaign.events.kits.views.desk import bp
from campaign.events.policies import can_write_event
from campaign.relay import queries as relay
from campaign.web.guards import needs

CHANGES: Final[dict[Change, Words]] = {
    Change.CHANGED: _l("changed in the kit"),
    Change.ADDED: _l("new in the kit"),
    Change.REMOVED: _l("taken out of the kit"),
    Change.KEPT: _l("stays as it is"),
    Change.BLOCKED: _l("cannot be taken over"),
}


@dataclass(frozen=True)
class Shown:
    """The stops that differ, and the signs by which the act knows what was seen."""

    stops: tuple[StopDifferences, ...]
    seen: str

    @property
    def counts(self) -> Counter[Change]:
        return Counter(row.change for stop in self.stops for row in stop.differences)

    @property
    def offered(self) -> int:
        return sum(len(stop.offered) for stop in self.stops)

    @property
    def people(self) -> int:
        """Who is told if everything is taken over."""
        return sum(row.people for stop in self.stops for row in stop.offered)


def shown_of(stop_ids: Sequence[int]) -> Shown:
    stays = compare(stop_ids)
    return Shown(tuple(stay.outcome for stay in stays if stay.differences), digest(stays))


def differences_at(stop_id: int) -> int:
    """How many pieces the kits of a stop have other than the stop. One statement as long as no kit has changed."""
    return sum(len(stop.differences) for stop in shown_of(stops_that_may_differ(stop_id=stop_id)).stops)


def differing_relays(kit_id: int) -> dict[int, int]:
    """How many stops of each relay differ from this kit, of those the asker sees."""
    found: Counter[int] = Counter()
    for stay in compare(stops_that_may_differ()):
        if any(row.kit_id == kit_id for row in stay.differences):
            found[stay.stop.relay_id] += 1
    return dict(found)


@bp.get("/stops/<int:stop_id>/kit-differences")
@needs(P.EVENTS_READ)
def at_stop(stop_id: int) -> ResponseReturnValue:
    stop = relay.stop_row(stop_id)
    may_write = can_write_event(current_actor(), stop.region_id, stop.id)
    shown = shown_of(stops_that_may_differ(stop_id=stop_id))
    return render_template(
        "events/staff/kits/stop_differences.html", stop=stop, shown=shown, may_write=may_write, changes=CHANGES
    )


@bp.post("/stops/<int:stop_id>/kit-differences")
@needs(P.EVENTS_WRITE)
def answer_at_stop(stop_id: int) -> ResponseReturnValue:
    chosen = {(stop_id, key) for key in request.form.getlist("piece")}
    relay.stop_row(stop_id)
    return answered(stops_that_may_differ(stop_id=stop_id), chosen, url_for(".at_stop", stop_id=stop_id))


@bp.get("/relays/<int:relay_id>/kit-differences")
@needs(P.EVENTS_READ)
def at_relay(relay_id: int) -> ResponseReturnValue:
    row, actor = relay.relay_row(relay_id), current_actor()
    shown = shown_of(stops_that_may_differ(relay_id=relay_id))
    may_write = all(can_write_event(actor, stop.region_id, stop.stop_id) for stop in shown.stops)
    return render_template(
        "events/staff/kits/relay_differences.html", relay=row, shown=shown, may_write=may_write, changes=CHANGES
    )


@bp.post("/relays/<int:relay_id>/kit-differences")
@needs(P.EVENTS_WRITE)
def answer_at_relay(relay_id: int) -> ResponseReturnValue:
    relay.relay_row(relay_id)
    return answered(stops_that_may_differ(relay_id=relay_id), None, url_for(".at_relay", relay_id=relay_id))


def answered(stop_ids: Sequence[int], chosen: set[tuple[int, str]] | None, back: str) -> ResponseReturnValue:
    """Take over or leave what was chosen, say what was done, and show what is left."""
    seen = request.form.get("seen", "")
    try:
        if request.form.get("act") == "leave":
            count = services.decline(stop_ids, seen, chosen)
            words = _n("%(num)d difference stays as it is here.", "%(num)d differences stay as they are here.", count)
        else:
            words = said(services.take_over(stop_ids, seen, chosen))
    except (Invalid, Stale) as error:
        flash(str(error.message), "bad")
    else:
        flash(words, "good")
    return redirect(back, 303)


def said(taken: Taken) -> str:
    return _(
        "Taken over: %(changed)s changed, %(added)s new, %(removed)s taken out; stops: %(stops)s.",
        changed=taken.changed, added=taken.added, removed=taken.removed, stops=taken.stops,
    )  # fmt: skip
