"""The custody of an invented baton, the act of an invented handover, and the blank act of an invented stop."""

from dataclasses import replace
from typing import Final

from campaign.core.i18n import Translated
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Sample, Size, sample_of
from campaign.papers.gallery.wording import sample_stamp, sample_words
from campaign.relay.custody import paper
from campaign.relay.custody.act.schemas import ACT, BLANK, ActPrint
from campaign.relay.custody.act.wording import act_of, blank_act
from campaign.relay.custody.documents import drawn_act
from campaign.relay.custody.schemas import (
    MOST_LINE,
    MOST_NAME,
    MOST_NOTE,
    BatonWay,
    BookCount,
    Condition,
    HandoverRow,
    HandoverState,
    HistoryStep,
    Holder,
    ItemKind,
    ItemRow,
    ItemWay,
    LineRow,
    NamedParty,
    Party,
    Signer,
    Thing,
    Whereabouts,
)
from campaign.relay.invented import DAYS, invented_relay

_ITEMS: Final = (
    (ItemKind.FLAG, "Эстафета туы", "Знамя эстафеты", "Flag of the relay"),
    (ItemKind.BOOK, "Құрмет кітабы", "Книга почёта", "Book of honour"),
    (ItemKind.CUP, "Кубок", "Кубок", "Cup"),
)
_CONDITIONS: Final = tuple(Condition)


def _party(cast: Cast, number: int) -> NamedParty:
    return NamedParty(Party(Holder.STOP, number + 1), cast.place(number), 1, number + 1)


def _item(cast: Cast, number: int) -> ItemRow:
    kind, *name = _ITEMS[number % len(_ITEMS)]
    where = Whereabouts(Holder.STOP, _party(cast, 0), cast.moment(), ZONE, None)
    return ItemRow(
        number + 1, 1, 1, kind, cast.of(Translated(*name), MOST_NAME), cast.line(f"ИНВ-{number + 1:04d}", 40), 1,
        Condition.GOOD, "", None, where,
    )  # fmt: skip


def _way(cast: Cast, size: Size) -> BatonWay:
    relay = invented_relay(cast, 18)
    items = tuple(_item_way(cast, number, len(size.of(10))) for number in size.of(len(_ITEMS)))
    return BatonWay(cast.campaign, cast.region, relay.starts_on, relay.ends_on, items)


def _item_way(cast: Cast, number: int, steps: int) -> ItemWay:
    received = {step: _CONDITIONS[step % len(_CONDITIONS)] for step in range(1, steps)}
    return ItemWay(_item(cast, number), tuple(_step(cast, step) for step in range(steps)), received)


def _step(cast: Cast, number: int) -> HistoryStep:
    """Every fourth on the road; each ends when the next begins."""
    holder = Holder.TRANSIT if number % 4 == 3 else Holder.STOP
    where = Whereabouts(holder, _party(cast, number), cast.moment(11, 0, number * DAYS), ZONE, number or None)
    return HistoryStep(number, where, cast.moment(11, 0, (number + 1) * DAYS), f"{number:03d}/18" if number else "")


def _act(cast: Cast, size: Size) -> ActPrint:
    return act_of(_handover(cast, size), cast.campaign.ru, sample_stamp().address)


def _blank(cast: Cast, size: Size) -> ActPrint:
    sides = (_party(cast, 0), _party(cast, 1)) if size is not Size.EMPTY else (None, None)
    witness = _witness(cast) if sides[0] else ""
    items = [_item(cast, number) for number in size.of(8)]
    return blank_act(sides, witness, items, ZONE, cast.campaign.ru, sample_stamp().address)


def _witness(cast: Cast) -> Translated:
    return cast.words("Облыс департаменті", "Департамент по области", "Department of the region")


def _handover(cast: Cast, size: Size) -> HandoverRow:
    lines, named = size.of(12), size is not Size.EMPTY
    post = cast.words("аудан әкімінің орынбасары", "заместитель акима района", "deputy head of the district", MOST_LINE)
    signer = tuple(Signer(cast.short(number), post) if named else Signer() for number in range(3))
    return HandoverRow(
        id=1, relay_id=1, region_id=1, number="007/18", state=HandoverState.CONFIRMED if named else HandoverState.PROPOSED,
        version=1, giver=_party(cast, 0), receiver=_party(cast, 1),
        witness=_witness(cast) if named else Translated(),
        agreed_at=cast.moment(11), left_at=None, received_at=cast.moment(11, 20) if named else None, time_zone=ZONE,
        place=cast.words("Тәуелсіздік алаңы", "Площадь Независимости", "Independence Square"),
        signers=(signer[0], signer[1], signer[2]), lines=tuple(_line(cast, number) for number in lines),
        things=tuple(_thing(cast, number) for number in lines[:3]),
        book=BookCount(148, 96, 212) if named else BookCount(), copies=3,
        remarks=cast.line("Кубок с царапиной у основания.", MOST_NOTE) if named else "", override_reason="",
        cancel_reason="", paper_first=False, proposed_by=None, stay=(cast.day(-4), cast.day()) if named else None, planned=None,
    )  # fmt: skip


def _line(cast: Cast, number: int) -> LineRow:
    """Every fifth came in another condition, every seventh not at all."""
    item, missing = _item(cast, number), number % 7 == 6
    received = Condition.WORN if number % 5 == 4 else Condition.GOOD
    note = cast.line("древко заменено", MOST_NOTE) if number % 5 == 4 else ""
    return LineRow(
        item.id, item.id, item.kind, item.name, item.inventory, 1, Condition.GOOD, None if missing else received, missing, note
    )


def _thing(cast: Cast, number: int) -> Thing:
    return Thing(cast.line("Мыло в обёртке, коробка", MOST_NAME), 5000 + number, "", 4990 if number else 5000)


def _drawn(paper: ActPrint) -> bytes:
    marked = replace(paper.words, revision=sample_words().revision)
    return drawn_act(replace(paper, words=marked), sample_stamp())


SAMPLES = (
    sample_of(paper.KIND, _way),
    Sample(ACT, lambda cast, size: _drawn(_act(cast, size))),
    Sample(BLANK, lambda cast, size: _drawn(_blank(cast, size))),
)
