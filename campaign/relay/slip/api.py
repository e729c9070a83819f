"""For machines: what moving a stop would do, doing it, and undoing it."""

from collections.abc import Sequence
from typing import Any

from marshmallow import fields

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _l
from campaign.relay import policies
from campaign.relay.queries import relay_row
from campaign.relay.schemas import Shift, SlipClash
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import MOST_DAYS, Following, SlipAct, SlipPreview, SlipRow, SlipWish, StopLine
from campaign.web.api.fields import Body, Choice, Day, Flag, Line, Number, Question, Said, Text
from campaign.web.api.operations import Operations, own_key
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("slip_api", __name__, _l("Moving stops: what it would do, doing it, undoing it"))
LINE = shows(
    "SlipLine", StopLine, "stop_id unit_id code name events",
    arrives_before=Day(attribute="before.arrives"), departs_before=Day(attribute="before.departs"),
    arrives_after=Day(attribute="after.arrives"), departs_after=Day(attribute="after.departs"),
)  # fmt: skip
CLASH = shows("SlipClash", SlipClash, "severity hard words note stop_id")
SHIFT = shows("Shift", Shift, "kind stop_id thing_id title before after at announced people", title=Said())
PREVIEW = shows(
    "SlipPreview", SlipPreview, "lines clashes hard people fingerprint kilometres", lines=LINE, clashes=CLASH,
    shifts=fields.List(fields.Nested(SHIFT), attribute="plan.shifts"), version=Number(attribute="relay.version"),
)  # fmt: skip
ROW = shows("Slip", SlipRow, "id act place other days reason stops things made_at who undone_at undone_by may_be_undone")
DONE = shows("SlipDone", services.Applied, "slip_id stops things")
UNDONE = shows("SlipMark", SlipRow, "id act days stops things undone_at")


class _Wished:
    """What is wished of a chain; `days` are later or longer, negative ones earlier or shorter."""

    act = Choice(SlipAct, required=True)
    stop_id = Number(load_default=None, allow_none=True)
    days = Number(least=-MOST_DAYS, most=MOST_DAYS, load_default=0)
    other_stop_id = Number(load_default=None, allow_none=True)
    unit_id = Number(load_default=None, allow_none=True)
    kit = Line(most=40, load_default="")
    following = Choice(Following, load_default=Following.SHIFT)
    only_unannounced = Flag(load_default=False)
    reason = Text(most=500, load_default="")


class SlipAsked(_Wished, Question):
    """The wish that a preview is asked for."""


class SlipSent(_Wished, Body):
    """The same wish, and the `fingerprint` of its preview: what was seen is what is done."""

    fingerprint = Line(most=24, required=True)


def _wish(relay_id: int, asked: dict[str, Any]) -> SlipWish:
    row = relay_row(relay_id)
    policies.ensure_can_plan(current_actor(), row.region_id)
    return SlipWish(relay_id=relay_id, skip=row.skip, **asked)


@api.lists("/relays/<int:relay_id>/slips", ROW)
@needs(P.RELAY_WRITE)
def slips(relay_id: int) -> Sequence[SlipRow]:
    """What was moved on a relay, the newest first."""
    return queries.slips_of(relay_row(relay_id).id)


@api.reads("/relays/<int:relay_id>/slip-preview", PREVIEW, asks=SlipAsked)
@needs(P.RELAY_WRITE)
def preview(asked: dict[str, Any], relay_id: int) -> SlipPreview:
    """Everything that moving a stop would shift, and every clash; nothing changes."""
    return queries.preview(_wish(relay_id, asked))


@api.acts("/relays/<int:relay_id>/slips", DONE, takes=SlipSent, versioned=True)
@needs(P.RELAY_WRITE)
def apply(sent: dict[str, Any], relay_id: int, version: int) -> services.Applied:
    """Do what the preview with this fingerprint showed; If-Match is the relay's ETag."""
    fingerprint = sent.pop("fingerprint")
    return services.apply(_wish(relay_id, sent), version, fingerprint, own_key())


@api.acts("/relays/<int:relay_id>/slips/<int:slip_id>/undo", UNDONE)
@needs(P.RELAY_WRITE)
def undo(relay_id: int, slip_id: int) -> SlipRow:
    """Put the stops and all that moved with them back."""
    services.undo(relay_id, slip_id)
    return queries.slip_row(relay_id, slip_id)
