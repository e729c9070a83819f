"""Every word of an act, in Kazakh and in Russian whatever the language of the page, to be frozen with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from campaign.core import clock
from campaign.core.audit import Head
from campaign.core.i18n import Words, _, _l, _n, use_language
from campaign.core.numerals import grouped
from campaign.relay.custody.act.schemas import BLANK_ROWS, ActParty, ActPrint, ActWords, Pair
from campaign.relay.custody.schemas import (
    BookCount,
    HandoverRow,
    HandoverState,
    ItemRow,
    LineRow,
    NamedParty,
    Signer,
    Thing,
)
from campaign.relay.custody.words import CONDITIONS
from campaign.web.templating import NBSP, day, day_span

_LINE = "_" * 34
_ROLES: tuple[Words, Words, Words] = (_l("The giving party"), _l("The receiving party"), _l("In the presence of"))
_CLAUSE = _l("The giving party has handed over, and the receiving party has accepted, the following items.")
_COPIES: dict[int, Words] = {
    2: _l("This act is made in two copies of equal force, one for the giving and one for the receiving party."),
    3: _l("This act is made in three copies of equal force, one for each party."),
}


def both(words: object) -> Pair:
    """The words in Kazakh and in Russian."""
    with use_language("kk"):
        left = str(words)
    with use_language("ru"):
        right = str(words)
    return left, right


def beside(words: object) -> str:
    """Both languages in one text: `жақсы / хорошее`; once where they are the same."""
    left, right = both(words)
    return left if left == right else f"{left} / {right}"


def act_of(row: HandoverRow, campaign: str, address: str) -> ActPrint:
    """The act of a handover as it stands now."""
    is_confirmed = row.state is HandoverState.CONFIRMED
    happened = clock.on_the_wall(row.received_at or row.agreed_at, row.time_zone)
    parties = (
        ActParty(both(_ROLES[0]), _party(row.giver, row.signers[0]), row.signers[0].name),
        ActParty(both(_ROLES[1]), _party(row.receiver, row.signers[1]), row.signers[1].name),
        ActParty(both(_ROLES[2]), _line(both(row.witness), row.signers[2]), row.signers[2].name),
    )
    place, hour = both(row.place), f"{happened:%H:%M}"
    return ActPrint(
        number=f"№ {row.number}", title=_title(), lines=_lines(campaign), date=_day(happened.date()),
        place=(_listed(place[0], hour), _listed(place[1], hour)), parties=parties, clause=_clause(row),
        rows=(*(_item(line, is_confirmed) for line in row.lines), *(_thing(thing, is_confirmed) for thing in row.things)),
        paragraphs=_paragraphs(row), is_confirmed=is_confirmed, words=_words(happened.year), zone=row.time_zone,
        address=address, author=campaign,
    )  # fmt: skip


def with_head(paper: ActPrint, head: Head | None) -> ActPrint:
    """The act with the head of the audit chain in its small print, by which the trail can be proved later."""
    if head is None:
        return paper
    line = beside(_l("Audit trail: %(head)s", head=head))
    return replace(paper, words=replace(paper.words, legal=f"{paper.words.legal} {line}"))


def blank_act(
    sides: Sequence[NamedParty | None], witness: object, items: Sequence[ItemRow], zone: str, campaign: str, address: str
) -> ActPrint:
    """An act to be filled in by hand and typed later: the sides and the items are printed, the rest is lines to write on."""
    named = [both(side.name) if side else (_LINE, _LINE) for side in sides] + [both(witness)]
    parties = tuple(
        ActParty(both(part), (f"{left}, {_LINE}" if left else _LINE, f"{right}, {_LINE}" if right else _LINE), "")
        for part, (left, right) in zip(_ROLES, named, strict=True)
    )
    rows = tuple((beside(item.name), item.inventory, _figures(item.quantity), "", "", "") for item in items)
    return ActPrint(
        number="№ ____________", title=_title(), lines=_lines(campaign), date=both(_l("20__ “___” ______________")),
        place=(_LINE, _LINE), parties=parties, clause=both(_CLAUSE), rows=rows + (("", "", "", "", "", ""),) * BLANK_ROWS,
        paragraphs=((both(_l("Remarks")), (_LINE, _LINE)), (("", ""), both(_COPIES[3]))), is_confirmed=False,
        words=_words(None), zone=zone, address=address, author=campaign,
    )  # fmt: skip


def _title() -> Pair:
    left, right = both(_l("Handover act"))
    return left.upper(), right.upper()


def _lines(campaign: str) -> tuple[Pair, ...]:
    return (both(_l("of the symbol of the marathon relay")), (campaign, campaign))


def _day(on: date) -> Pair:
    with use_language("kk"):
        left = day(on)
    with use_language("ru"):
        return left, day(on)


def _party(side: NamedParty, signer: Signer) -> Pair:
    return _line(both(side.name), signer)


def _line(name: Pair, signer: Signer) -> Pair:
    """`Темиртау, заместитель акима города Байжанов Е. Қ.`"""
    post = both(signer.post)
    left, right = (
        _listed(called, " ".join(filter(None, (position, _kept(signer.name))))) or _LINE
        for called, position in zip(name, post, strict=True)
    )
    return left, right


def _listed(*words: str) -> str:
    """Those that are there, with commas between them."""
    return ", ".join(filter(None, words))


def _kept(words: str) -> str:
    """Words that stay on one line: a name with its initials, a number with what it counts."""
    return words.replace(" ", NBSP)


def _clause(row: HandoverRow) -> Pair:
    left, right = both(_CLAUSE)
    if row.stay is None:
        return left, right
    return f"{left} {_stay(row, row.stay, 'kk')}", f"{right} {_stay(row, row.stay, 'ru')}"


def _stay(row: HandoverRow, stay: tuple[date, date], code: str) -> str:
    first, last = stay
    with use_language(code):
        days = _kept(_n("%(num)d day", "%(num)d days", (last - first).days + 1))
        span, place = _kept(day_span(stay)), row.giver.name
        return _("Stay of the relay (%(place)s): %(span)s, %(days)s.", place=place, span=span, days=days)


def _item(line: LineRow, is_confirmed: bool) -> tuple[str, ...]:
    received = "0" if line.missing else _figures(line.quantity)
    return (
        beside(line.name), line.inventory, _figures(line.quantity), beside(CONDITIONS[line.given]), _difference(line),
        received if is_confirmed else "",
    )  # fmt: skip


def _difference(line: LineRow) -> str:
    """What the receiver found else: missing, another condition, a note."""
    found = []
    if line.missing:
        found.append(beside(_l("missing")))
    elif line.received is not None and line.received is not line.given:
        found.append(beside(CONDITIONS[line.received]))
    return "; ".join([*found, line.note] if line.note else found)


def _thing(thing: Thing, is_confirmed: bool) -> tuple[str, ...]:
    counted = thing.quantity if thing.received is None else thing.received
    return (thing.name, "–", _figures(thing.quantity), thing.note, "", _figures(counted) if is_confirmed else "")


def _paragraphs(row: HandoverRow) -> tuple[tuple[Pair, Pair], ...]:
    found: list[tuple[Pair, Pair]] = []
    if row.book:
        found.append((both(_l("Annex")), _book(row.book)))
    if row.remarks:
        found.append((both(_l("Remarks")), (row.remarks, row.remarks)))
    return (*found, (("", ""), both(_COPIES[row.copies])))


def _book(book: BookCount) -> Pair:
    return _counted(book, "kk"), _counted(book, "ru")


def _counted(book: BookCount, code: str) -> str:
    with use_language(code):
        parts = [
            _n("%(num)d entry", "%(num)d entries", book.entries) if book.entries is not None else "",
            _n("%(num)d page", "%(num)d pages", book.pages) if book.pages is not None else "",
            _n("%(num)d photo", "%(num)d photos", book.photos) if book.photos is not None else "",
        ]
        return _("the book of the relay: %(parts)s.", parts=", ".join(_kept(part) for part in parts if part))


def _figures(quantity: int) -> str:
    """As both languages of the act write it."""
    return grouped(quantity, "ru")


def _words(year: int | None) -> ActWords:
    columns = (
        "№", _l("Item"), _l("Inventory No."), _l("Qty"), _l("Condition"), _l("Difference"), _l("Recd."),
    )  # fmt: skip
    page = beside(_l("page {0} of {1}")).replace(" / ", " · ")
    return ActWords(
        columns=tuple(beside(name) for name in columns), caption=beside(_l("signature")), seal=beside(_l("Seal")),
        dated=f"«____» ______________ {year or '20__'} ж./г.", empty=beside(_l("Nothing was handed over.")),
        sheet=beside(_l("Sheet")), page=page, revision=beside(_l("revision {}")).replace("{}", "{0}"),
        printed=beside(_l("printed")), continued=beside(_l("continued")),
        legal=beside(_l("The campaign's own form; it is no form of accounting.")),
    )  # fmt: skip
