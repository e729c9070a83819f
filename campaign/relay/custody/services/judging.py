"""What is wrong with a proposal or a receipt, said in sentences; no rule of custody is broken without a reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, Words, _l
from campaign.core.lengths import too_long
from campaign.relay.custody import policies
from campaign.relay.custody.parties import Chain
from campaign.relay.custody.schemas import (
    COPIES,
    MOST_COUNT,
    MOST_LINE,
    MOST_NAME,
    MOST_NOTE,
    MOST_REASON,
    MOST_THINGS,
    BookCount,
    ItemRow,
    LineRow,
    Proposal,
    Receipt,
    Thing,
)

NOT_DONE = _l("The handover was not written down yet.")
SIDES = ("giver", "receiver", "witness")


def complain(problems: Sequence[Problem]) -> None:
    """Raises Invalid when there is something to complain about."""
    if problems:
        raise Invalid(NOT_DONE, problems)


def judge_proposal(wish: Proposal) -> None:
    """Lengths and numbers, before anything is asked of the database. Raises Invalid."""
    problems = [*too_long("place", wish.place, MOST_LINE), *_things(wish.things)]
    for side, signer in zip(SIDES, wish.signers, strict=True):
        problems += too_long(f"{side}_name", signer.name, MOST_NAME)
        problems += too_long(f"{side}_post", signer.post, MOST_LINE)
    problems += wrong_book(wish.book)
    if wish.copies not in COPIES:
        problems.append(Problem("copies", "out_of_range", _l("An act is made in two or three copies.")))
    problems += too_long("override_reason", wish.override_reason, MOST_REASON)
    if wish.giver == wish.receiver:
        problems.append(Problem("receiver", "to_oneself", _l("Nobody hands the baton over to themselves.")))
    if not wish.item_ids:
        problems.append(Problem("items", "empty", _l("Choose at least one item of the baton.")))
    complain(problems)


def wrong_book(book: BookCount) -> Iterable[Problem]:
    """Which numbers of the book cannot be."""
    for field, count in zip(("entries", "pages", "photos"), vars(book).values(), strict=True):
        if count is not None and not 0 <= count <= MOST_COUNT:
            yield Problem(field, "out_of_range", _l("This number cannot be right."))


def _things(things: Sequence[Thing]) -> Iterable[Problem]:
    if sum(not thing.code for thing in things) > MOST_THINGS:
        yield Problem("things", "too_many", _l("At most %(most)s lines fit on an act.", most=MOST_THINGS))
    for thing in things:
        yield from too_long("things", thing.name, MOST_LINE)
        yield from too_long("things", thing.note, MOST_LINE)
        if not thing.name or not 1 <= thing.quantity <= MOST_COUNT:
            yield Problem("things", "no_quantity", _l("Every thing has a name and a quantity of 1 or more."))


def judge_order(chain: Chain, wish: Proposal, items: Sequence[ItemRow]) -> bool:
    """Whether the handover breaks the order, for which a good reason was given. Raises Invalid, Refused."""
    complain([problem for item in items for problem in _taken(item)])
    problems = [problem for item in items for problem in _not_held(item, wish)] + _out_of_order(chain, wish)
    if not problems:
        return False
    if not wish.override_reason:
        if policies.can_keep_items(current_actor(), chain.region_id):
            words = _l("If it must be so, say why: the reason stays with the handover.")
            problems.append(Problem("override_reason", "needed", words))
        complain(problems)
    policies.ensure_can_override(current_actor(), chain.region_id)
    return True


def _taken(item: ItemRow) -> Iterable[Problem]:
    """An item that is under way or promised cannot be handed over a second time, whatever the reason."""
    if item.where.is_on_the_way:
        words: Words = _l(
            "%(item)s is on the way to %(place)s and was not received there yet.", item=item.name, place=_to(item)
        )
        yield Problem("items", "in_transit", words)
    elif item.handover_id is not None:
        words = _l("%(item)s is part of another open handover. Confirm or cancel that one first.", item=item.name)
        yield Problem("items", "promised", words)


def _to(item: ItemRow) -> Translated:
    return item.where.party.name


def _not_held(item: ItemRow, wish: Proposal) -> Iterable[Problem]:
    if item.where.party.party != wish.giver:
        words = _l(
            "%(item)s is not with the giver: %(place)s has it. What was not received cannot be given.", item=item.name,
            place=_to(item),
        )  # fmt: skip
        yield Problem("items", "not_held", words)


def _out_of_order(chain: Chain, wish: Proposal) -> list[Problem]:
    if chain.follows(wish.giver, wish.receiver):
        return []
    following = chain.after(wish.giver)
    if following is None:
        return [Problem("receiver", "out_of_order", _l("Nobody follows in the chain: the relay ends here."))]
    words = _l("This is out of order: the next in the chain is %(place)s.", place=following.name)
    return [Problem("receiver", "out_of_order", words)]


def judge_receipt(receipt: Receipt, lines: Sequence[LineRow], things: Sequence[Thing]) -> None:
    """Every line is answered, every note fits, something was received. Raises Invalid."""
    problems = list(too_long("remarks", receipt.remarks, MOST_REASON))
    answers = {answer.line_id: answer for answer in receipt.answers}
    for line in lines:
        answer = answers.get(line.id)
        if answer is None or (answer.condition is None and not answer.missing):
            words = _l("Say of %(item)s in which condition it was received, or that it is missing.", item=line.name)
            problems.append(Problem(f"line_{line.id}", "not_answered", words))
        else:
            problems += too_long(f"note_{line.id}", answer.note, MOST_NOTE)
    if set(answers) - {line.id for line in lines}:
        problems.append(Problem("", "unknown_line", _l("There is no such item on this handover.")))
    if any(count is not None and not 0 <= count <= MOST_COUNT for count in receipt.things) or len(receipt.things) > len(things):
        problems.append(Problem("things", "out_of_range", _l("This number cannot be right.")))
    complain(problems)
    if lines and all(answers[line.id].missing for line in lines):
        complain([Problem("", "nothing", _l("Nothing was received. Cancel the handover instead, and say why."))])


def moment(given: datetime | None, field: str, not_before: datetime | None, early: Words) -> datetime:
    """The minute at which something happened: now when nothing is given; never in the future nor before what came first.

    Raises Invalid, with the words `early` for what lies before that.
    """
    now = whole_minute(clock.campaign_now())
    at = whole_minute(given) if given is not None else now
    if at > now:
        complain([Problem(field, "in_the_future", _l("This lies in the future. Write it down when it has happened."))])
    if not_before is not None and at < not_before:
        complain([Problem(field, "too_early", early)])
    return at


def whole_minute(at: datetime) -> datetime:
    """Papers and forms know minutes; custody keeps no more."""
    return at.replace(second=0, microsecond=0)
