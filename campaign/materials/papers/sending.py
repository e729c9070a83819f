"""The papers «Разнарядка на отправку» of a relay and of a stop, and the need of one stop."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.core.i18n import _, _l, language
from campaign.materials.need.queries import need_of, need_of_stop
from campaign.materials.need.schemas import NeedOfStop, StopLine
from campaign.materials.papers.wording import legal, material, order_column, packs, unit
from campaign.papers.schemas import Choice, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line, day_figures
from campaign.pdf.parts import Column, Grid, Head, Heading, NewPage, Paper, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay.queries import campaign_of
from campaign.web.templating import day_span, number

_ROW: Final = 7.6  # mm; a hand ticks in it
_READ_ROW: Final = 6.2
_EACH: Final = "each"


@dataclass(frozen=True)
class ShippingList:
    """What some stops of a relay need and are sent."""

    campaign: str
    about: str
    stops: tuple[NeedOfStop, ...]


def shipping_of_relay(relay_id: int) -> ShippingList:
    """Raises NotFound. Twenty statements at most however long the chain is."""
    need = need_of(relay_id)
    stops = (need.of_stops[stop.id] for stop in need.stops)
    return ShippingList(need.relay.campaign_name.text(), need.relay.title.text(), tuple(filter(_is_sent_something, stops)))


def shipping_of_stop(stop_id: int) -> ShippingList:
    """Raises NotFound. Fifteen statements."""
    need = need_of_stop(stop_id)
    found = (need,) if _is_sent_something(need) else ()
    return ShippingList(campaign_of(need.stop.relay_id).name.text(), need.stop.name.text(), found)


def _is_sent_something(need: NeedOfStop) -> bool:
    return any(line.sending for line in need.lines)


def shipping_paper(sheet: ShippingList, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """All stops below each other under headings, or each on a page of its own with those who sign for it."""
    head = Head("", (sheet.about,), campaign_line(sheet.campaign))
    parts = _apart(sheet, head) if chosen["pages"] == _EACH and sheet.stops else _together(sheet, head)
    return _paper(_("Shipping list of materials"), sheet.about, sheet.campaign, tuple(parts))


def _paper(title: str, about: str, campaign: str, parts: Sequence[Part]) -> Paper:
    return Paper(
        language=language(), title=title, short_title=f"{title}: {about}", legal=legal(), author=campaign, parts=parts
    )  # fmt: skip


def _together(sheet: ShippingList, head: Head) -> Iterator[Part]:
    yield head
    rows: list[Sequence[str]] = []
    years = _years(sheet)
    done = 0
    for need in sheet.stops:
        rows.append([_stop_line(need)])
        own = list(_rows(need, done, years))
        rows += own
        done += len(own)
    yield Grid(_columns(), rows, _nothing(), row_height=_ROW, running=_("continued"))
    yield SignersPart((Signer(_("Packed up by")), Signer(_("Released from the store by"))))


def _apart(sheet: ShippingList, head: Head) -> Iterator[Part]:
    yield head
    years = _years(sheet)
    for place, need in enumerate(sheet.stops):
        if place:
            yield NewPage(headed=True)
        yield Heading(_stop_line(need))
        yield Grid(_columns(), list(_rows(need, 0, years)), row_height=_ROW, fives=True)
        yield SignersPart(
            (Signer(_("Released from the store by")), Signer(_("Carried by")), Signer(_("Accepted into the store by")))
        )


def _stop_line(need: NeedOfStop) -> str:
    return f"{need.stop.position}. {need.stop.name.text()}, {day_span((need.stop.arrives_on, need.stop.departs_on))}"


def _years(sheet: ShippingList) -> set[int]:
    return {line.sending.send_on.year for need in sheet.stops for line in need.lines if line.sending}


def _nothing() -> str:
    return _("Nothing is to be sent: everything that is needed is there or in transit.")


def _columns() -> list[Column]:
    return [
        order_column(), Column(_("Material"), 60, face="medium", size=9), Column(_("Unit"), 14, "centre", size=8),
        Column(_("Quantity"), 21, "right", "figures", "semibold", 10), Column(_("Packs"), 25, "right", "figures", size=8),
        Column(_("Send by"), 19, "centre", "figures", "semibold", 9), Column(_("First used on"), 19, "centre", "figures"),
        Column(_("Packed"), 18, "centre", "box"), Column(_("Remark"), 22, kind="blank"),
    ]  # fmt: skip


def _rows(need: NeedOfStop, done: int, years: set[int]) -> Iterator[list[str]]:
    """Those of one stop, the soonest first."""
    found = [(line.sending, line) for line in need.lines if line.sending]
    for place, (sent, line) in enumerate(sorted(found, key=lambda pair: pair[0].send_on), done + 1):
        yield [
            str(place), material(line.variant), unit(line.variant), number(sent.quantity), packs(sent.quantity, line.variant),
            day_figures(sent.send_on, years), day_figures(line.need.first, years), "", "",
        ]  # fmt: skip


def need_at_stop(stop_id: int) -> ShippingList:
    """Raises NotFound. Fifteen statements."""
    need = need_of_stop(stop_id)
    about = f"{need.stop.name.text()}, {day_span((need.stop.arrives_on, need.stop.departs_on))}"
    return ShippingList(campaign_of(need.stop.relay_id).name.text(), about, (need,))


def need_paper(sheet: ShippingList, _signers: Signers) -> Paper:
    """What one stop needs, what there is of it, what is sent, and from which day it would run short."""
    (need,) = sheet.stops
    wanted, there = _("What is needed"), _("What there is")
    columns = [
        order_column(), Column(_("Material"), 52, face="medium", size=9), Column(_("Unit"), 13, "centre", size=8),
        _figures(_("used"), wanted), _figures(_("reserve"), wanted), _figures(_("in all"), wanted),
        _figures(_("here"), there), _figures(_("in transit"), there), _figures(_("to be sent"), ""),
        Column(_("First used on"), 17, "centre", "figures"), Column(_("Runs short on"), 18, "centre", "figures", "semibold"),
    ]  # fmt: skip
    years = {need.stop.arrives_on.year, need.stop.departs_on.year}
    rows = [_need_row(place, line, years) for place, line in enumerate(need.lines, 1)]
    empty = _("Nothing is needed yet: there are no norms that fit the events of this stop.")
    head = Head("", (sheet.about,), campaign_line(sheet.campaign))
    parts = (head, Grid(columns, rows, empty, row_height=_READ_ROW, fives=True), SignersPart((Signer(_("Drawn up by")),)))
    return _paper(_("Need of materials at the stop"), sheet.about, sheet.campaign, parts)


def _figures(title: str, group: str) -> Column:
    return Column(title, 17, "right", "figures", group=group)


def _need_row(place: int, line: StopLine, years: set[int]) -> list[str]:
    return [
        str(place), material(line.variant), unit(line.variant), number(line.need.used), number(line.need.reserve),
        number(line.need.total), number(line.stock.here), number(line.stock.under_way),
        number(line.sending.quantity) if line.sending else "–", day_figures(line.need.first, years),
        day_figures(line.short.day, years) if line.short else "–",
    ]  # fmt: skip


def _pages() -> Choice:
    values = (("together", _l("all stops below each other")), (_EACH, _l("each stop on a page of its own, with signatures")))
    return Choice("pages", _l("Pages"), "together", values=values)


OF_RELAY = PaperKind(
    code="shipping_list",
    name=_l("Shipping list of materials"),
    subject=SubjectKind.RELAY,
    read=shipping_of_relay,
    draw=shipping_paper,
    note=_l("what goes to each stop, in packs, and by which day"),
    choices=(_pages(),),
)
NEED_OF_STOP = PaperKind(
    code="stop_need",
    name=_l("Need of materials at the stop"),
    subject=SubjectKind.STOP,
    read=need_at_stop,
    draw=need_paper,
    note=_l("what is needed, what is here, what runs short"),
)
OF_STOP = PaperKind(
    code="stop_shipping",
    name=_l("Shipping list of materials"),
    subject=SubjectKind.STOP,
    read=shipping_of_stop,
    draw=lambda sheet, signers: shipping_paper(sheet, signers, {"pages": _EACH}),
    note=_l("what goes to the stop, in packs, and by which day"),
)
