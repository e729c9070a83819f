"""Staff pages of a slip: what it would do, doing it, undoing it, and the history of a relay's slips."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import Translated, _, _n
from campaign.relay import policies, services
from campaign.relay import queries as relay_queries
from campaign.relay.schemas import KitBrief, RelayRow, StopRow
from campaign.relay.slip import queries
from campaign.relay.slip import services as slips
from campaign.relay.slip.forms import UNANNOUNCED, ApplyForm, SlipForm, act_of
from campaign.relay.slip.schemas import SlipAct, SlipPreview, SlipWish
from campaign.relay.slip.words import ACTS, KINDS, said
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

bp = Blueprint("slip_staff", __name__, url_prefix="/staff")
SHOWN = 12  # things of a kind that stand on the page at once; the rest opens


@dataclass
class Desk:
    """A relay on the desk of somebody who may move its stops."""

    act: SlipAct
    relay: RelayRow
    chain: tuple[StopRow, ...]
    form: SlipForm
    wish: SlipWish | None = None
    seen: SlipPreview | None = None
    complaint: str = ""
    kits: tuple[KitBrief, ...] = ()

    @property
    def new_events(self) -> int:
        """How many events the kit would put into the place that is put in."""
        if self.wish is None or self.seen is None or self.seen.comes_back:
            return 0
        return next((kit.events for kit in self.kits if kit.code == self.wish.kit), 0)


def _desk(relay_id: int, form: SlipForm, word: str | None) -> Desk:
    """Raises NotFound, Refused."""
    act, relay = act_of(word), relay_queries.relay_row(relay_id)
    policies.ensure_can_plan(current_actor(), relay.region_id)
    chain = relay_queries.chain_of(relay_id)
    units = queries.places_to_put_in(relay, chain) if act is SlipAct.INSERT else ()
    kits = services.kits() if act is SlipAct.INSERT else ()
    form.offer(act, relay, chain, units, kits)
    return Desk(act, relay, chain, form, kits=kits)


def _look(desk: Desk) -> None:
    """What the wish would do, put on the desk; where it cannot be, the complaint is beside its field."""
    if not desk.form.validate():
        return
    try:
        desk.wish = desk.form.wish(desk.act, desk.relay, desk.chain)
        desk.seen = queries.preview(desk.wish)
    except Invalid as error:
        desk.form.show(error)


@bp.get("/relays/<int:relay_id>/slip")
@needs(P.RELAY_WRITE)
def look(relay_id: int) -> ResponseReturnValue:
    """The question; and once it was asked, everything that would change. Nothing does."""
    desk = _desk(relay_id, SlipForm(request.args), request.args.get("act"))
    if "asked" in request.args:
        _look(desk)
    return _page(desk), desk.form.status()


@bp.post("/relays/<int:relay_id>/slip")
@needs(P.RELAY_WRITE)
def apply(relay_id: int) -> ResponseReturnValue:
    form = ApplyForm()
    desk = _desk(relay_id, form, request.form.get("act"))
    if not form.is_sent_and_valid():
        return _page(desk), desk.form.status()
    try:
        wish = form.wish(desk.act, desk.relay, desk.chain)
        done = slips.apply(wish, whole_or_nought(form.version.data), form.fingerprint.data or "", form.key())
    except (Conflict, Invalid) as error:
        return _told(relay_id, error)
    stops = _n("%(num)d stop", "%(num)d stops", done.stops)
    things = _n("%(num)d thing with them", "%(num)d things with them", done.things)
    flash(_("Moved: %(stops)s, %(things)s. It can be undone below.", stops=stops, things=things), "good")
    return redirect(url_for("relay_staff.relay", relay_id=relay_id, _anchor="slips"), 303)


def _told(relay_id: int, error: Conflict | Invalid) -> ResponseReturnValue:
    """It was not done: why, and what it would do now."""
    form = SlipForm(request.form)
    desk = _desk(relay_id, form, request.form.get("act"))
    desk.complaint = str(error)
    _look(desk)
    return _page(desk), 409 if isinstance(error, Conflict) else 422


@bp.post("/relays/<int:relay_id>/slips/<int:slip_id>/undo")
@needs(P.RELAY_WRITE)
def undo(relay_id: int, slip_id: int) -> ResponseReturnValue:
    try:
        slips.undo(relay_id, slip_id)
    except (Conflict, Invalid) as error:
        flash(_("It was not undone. %(why)s", why=error), "bad")
    else:
        flash(_("Undone: the stops and all that moved with them are as before."), "good")
    return redirect(url_for("relay_staff.relay", relay_id=relay_id, _anchor="slips"), 303)


def _page(desk: Desk) -> str:
    seen = desk.seen
    return render_template(
        "relay/staff/slip.html", desk=desk, form=desk.form, relay=desk.relay, seen=seen, kinds=KINDS, shown=SHOWN,
        title=_title(desk), tabs_of_acts=_tabs(desk), hidden=_sent(desk), back=_back(desk),
        unannounced=_only_unannounced(desk),
    )  # fmt: skip


def _title(desk: Desk) -> str:
    wish = desk.wish
    if wish is None or desk.seen is None:
        return _("Move a stop")
    names = {stop.id: stop.name for stop in desk.chain}
    put_in = next((line.name for line in desk.seen.lines if line.before is None), Translated())
    place = put_in if wish.act is SlipAct.INSERT else names.get(wish.stop_id or 0, Translated())
    return said(wish.act, place, names.get(wish.other_stop_id or 0, Translated()), wish.days)


def _tabs(desk: Desk) -> list[tuple[str, str, bool]]:
    """The five acts; the stop that was chosen goes along."""
    kept = {"stop": desk.form.stop.data} if desk.form.stop.data else {}
    return [
        (str(words), url_for(".look", relay_id=desk.relay.id, act=act.value, **kept), act is desk.act)
        for act, words in ACTS.items()
    ]


def _sent(desk: Desk) -> dict[str, Any]:
    """What the form of applying sends again."""
    typed = request.args if request.method == "GET" else request.form
    names = [name for name in desk.form.data if name not in {"operation_key", "csrf_token", "version", "fingerprint"}]
    return {"act": desk.act.value, **{name: typed[name] for name in names if name in typed}}


def _only_unannounced(desk: Desk) -> str:
    """The same question for only what is not announced."""
    asked = {**_sent(desk), "asked": "1", "scope": UNANNOUNCED}
    return url_for(".look", relay_id=desk.relay.id, **asked)


def _back(desk: Desk) -> str:
    """Away without changing anything: to the stop that was asked about, else to the relay."""
    if any(stop.id == desk.form.stop.data for stop in desk.chain):
        return url_for("events_staff.stop", stop_id=desk.form.stop.data)
    return url_for("relay_staff.relay", relay_id=desk.relay.id)
