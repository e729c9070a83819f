"""For machines: the items of the baton, and handovers from being proposed to being confirmed."""

from collections.abc import Sequence
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import Translated, _l
from campaign.relay.custody import queries, services
from campaign.relay.custody.schemas import (
    MOST_COUNT,
    MOST_LINE,
    MOST_NOTE,
    MOST_REASON,
    MOST_THINGS,
    Condition,
    HandoverBrief,
    HandoverRow,
    Holder,
    ItemRow,
    LineAnswer,
    LineRow,
    NamedParty,
    Party,
    Proposal,
    Receipt,
    Signer,
    Thing,
    Whereabouts,
)
from campaign.relay.queries import relay_row
from campaign.web.api.fields import Body, Choice, Flag, Line, Moment, Number, Text, Texts
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.shapes import Many, One, shows
from campaign.web.guards import needs

api = Operations("custody_api", __name__, _l("The baton: its items and handovers"))
PARTY = shows("Party", NamedParty, "name", holder=Choice(Holder, attribute="party.holder"), id=Number(attribute="party.id"))
WHERE = shows("Whereabouts", Whereabouts, "holder party since handover_id", party=PARTY)
ITEM = shows("Item", ItemRow, "id relay_id kind name inventory quantity condition note handover_id where", where=WHERE)
BRIEF = shows("HandoverBrief", HandoverBrief, "id number state giver receiver agreed_at items", giver=PARTY, receiver=PARTY)
LINE = shows("HandoverLine", LineRow, "id item_id kind name inventory quantity given received missing note")
THING = shows("HandoverThing", Thing, "name quantity note received code")
SIGNER = shows("Signer", Signer, "name post")
HANDOVER = shows(
    "Handover", HandoverRow,
    "id relay_id region_id number state giver receiver witness agreed_at left_at received_at place signers lines things copies "
    "remarks override_reason cancel_reason paper_first version",
    giver=PARTY, receiver=PARTY, signers=SIGNER, lines=LINE, things=THING,
)  # fmt: skip
MARK = shows("HandoverMark", HandoverRow, "id relay_id number state agreed_at left_at received_at differences version")


class PartySent(Body):
    """A side: a stop, or a body such as the department."""

    holder = Choice(Holder, required=True)
    id = Number(required=True)


class SignerSent(Body):
    name = Line(most=120, load_default="")
    post = Texts(most=MOST_LINE, load_default=Translated())


class ThingSent(Body):
    name = Line(most=MOST_LINE, required=True)
    quantity = Number(least=1, most=MOST_COUNT, required=True)
    note = Line(most=MOST_LINE, load_default="")
    code = Line(most=60, load_default="")


class ProposalSent(Body):
    """Who gives which items to whom, when and where; `override_reason` where the order is broken, by an organizer."""

    giver = One(PartySent, required=True)
    receiver = One(PartySent, required=True)
    item_ids = Many(Number(), most=40, required=True)
    agreed_at = Moment(required=True)
    place = Texts(most=MOST_LINE, required=True)
    witness_body_id = Number(load_default=None, allow_none=True)
    signers = Many(SignerSent, most=3, load_default=())
    things = Many(ThingSent, most=MOST_THINGS, load_default=())
    copies = Number(least=2, most=3, load_default=3)
    override_reason = Text(most=MOST_REASON, load_default="")


class AnswerSent(Body):
    """What the receiver says of one item: its condition, or that it is missing."""

    line_id = Number(required=True)
    condition = Choice(Condition, load_default=None, allow_none=True)
    missing = Flag(load_default=False)
    note = Line(most=MOST_NOTE, load_default="")


class ReceiptSent(Body):
    answers = Many(AnswerSent, most=40, required=True)
    things = Many(Number(most=MOST_COUNT, allow_none=True), most=200, load_default=())
    received_at = Moment(load_default=None, allow_none=True)
    remarks = Text(most=MOST_REASON, load_default="")
    paper_first = Flag(load_default=False)


class Left(Body):
    left_at = Moment(load_default=None, allow_none=True)


class CalledOff(Body):
    reason = Text(most=MOST_REASON, required=True)


@api.lists("/relays/<int:relay_id>/items", ITEM)
@needs(P.RELAY_READ)
def items(relay_id: int) -> Sequence[ItemRow]:
    """The items of a relay's baton and where each is."""
    return queries.items_of(relay_row(relay_id).id)


@api.lists("/relays/<int:relay_id>/handovers", BRIEF)
@needs(P.RELAY_READ)
def handovers(relay_id: int) -> Sequence[HandoverBrief]:
    """The handovers of a relay, the newest first."""
    return queries.handovers_of(relay_row(relay_id).id)


@api.reads("/handovers/<int:handover_id>", HANDOVER)
@needs(P.RELAY_READ)
def handover(handover_id: int) -> HandoverRow:
    """One handover with its lines; its version is the ETag."""
    return queries.handover_row(handover_id)


@api.acts("/relays/<int:relay_id>/handovers", MARK, takes=ProposalSent, status=201)
@needs(P.CUSTODY_WRITE)
def propose(sent: dict[str, Any], relay_id: int) -> Any:
    """Propose a handover; the items stay with the giver until they leave."""
    relay_row(relay_id)
    signers = [Signer(**one) for one in sent.pop("signers")]
    first, second, third = (*signers, *[Signer()] * 3)[:3]
    things = tuple(Thing(**one) for one in sent.pop("things"))
    giver, receiver, item_ids = Party(**sent.pop("giver")), Party(**sent.pop("receiver")), tuple(sent.pop("item_ids"))
    wish = Proposal(relay_id, giver, receiver, item_ids, signers=(first, second, third), things=things, **sent)
    handover_id = services.propose(wish, own_key())
    return made("custody_api.handover", queries.handover_row(handover_id), handover_id=handover_id)


@api.acts("/handovers/<int:handover_id>/leave", MARK, takes=Left, versioned=True)
@needs(P.CUSTODY_WRITE)
def leave(sent: dict[str, Any], handover_id: int, version: int) -> HandoverRow:
    """The giver says that the baton has left."""
    services.leave(handover_id, version, sent["left_at"])
    return queries.handover_row(handover_id)


@api.acts("/handovers/<int:handover_id>/confirm", MARK, takes=ReceiptSent, versioned=True)
@needs(P.CUSTODY_WRITE)
def confirm(sent: dict[str, Any], handover_id: int, version: int) -> HandoverRow:
    """The receiver has the baton, in the condition it says; differences are kept."""
    answers, things = tuple(LineAnswer(**one) for one in sent.pop("answers")), tuple(sent.pop("things"))
    services.confirm(handover_id, version, Receipt(answers, things, **sent))
    return queries.handover_row(handover_id)


@api.acts("/handovers/<int:handover_id>/cancel", MARK, takes=CalledOff, versioned=True)
@needs(P.CUSTODY_WRITE)
def cancel(sent: dict[str, Any], handover_id: int, version: int) -> HandoverRow:
    """Call a handover off; what has left comes back to the giver."""
    services.cancel(handover_id, version, sent["reason"])
    return queries.handover_row(handover_id)
