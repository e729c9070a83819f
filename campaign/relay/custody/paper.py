"""The paper of the custody of a baton: where each item was, from place to place and without a gap (SPEC R6, D)."""

from datetime import datetime

from campaign.core import clock
from campaign.core.i18n import _, _l, language, spoken
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Grid, Heading, Paper, Paragraph, Part, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay.custody.queries import way_of_baton
from campaign.relay.custody.schemas import BatonWay, HistoryStep, ItemWay
from campaign.relay.custody.words import CONDITIONS, KINDS
from campaign.web.templating import clock_time, day_span, wall_day

# mm of number, holder, since, until, days, act, condition
_WIDTHS = {"kk": (9, 62, 26, 26, 12, 22, 24), "ru": (9, 60, 26, 26, 13, 23, 24), "en": (9, 62, 26, 26, 12, 22, 24)}


def custody_paper(way: BatonWay, signers: Signers) -> Paper:
    """A table an item: who had it, from when to when, by which act, in which condition it came; and who drew it up."""
    lines = [f"{campaign_line(way.campaign.text())} · {day_span((way.starts_on, way.ends_on))}", way.relay.text()]
    tables = [part for item in way.items for part in _item(item)]
    return Paper(
        language=language(),
        title=_("Custody of the baton"),
        short_title=_("Custody of the baton: %(region)s", region=way.relay.text()),
        author=way.campaign.text(),
        legal=_("The campaign's own form. Each line ends at the minute in which the next one begins."),
        parts=(
            Title(_("History of the custody of the baton"), lines),
            *(tables or [Paragraph(_("The baton of this relay has no items yet."))]),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _item(way: ItemWay) -> list[Part]:
    item = way.item
    kind, condition = str(KINDS[item.kind]), str(CONDITIONS[item.condition])
    return [
        Heading(_("%(name)s, inventory number %(number)s", name=item.name.text(), number=kept(item.inventory))),
        Paragraph(_("%(kind)s; condition now: %(condition)s.", kind=kind.capitalize(), condition=condition)),
        Grid(_columns(), [_row(step, way) for step in way.steps]),
    ]


def _columns() -> tuple[Column, ...]:
    order, holder, since, until, days, act, condition = spoken(_WIDTHS)
    return (
        Column(_("No."), order, "centre", "order"),
        Column(_("Holder"), holder, face="semibold", size=9),
        Column(_("Held since"), since, "centre", "figures"),
        Column(_("Held until"), until, "centre", "figures"),
        Column(_("Days"), days, "centre", "figures"),
        Column(_("By act"), act, "centre", "figures"),
        Column(_("Came in condition"), condition),
    )


def _row(step: HistoryStep, way: ItemWay) -> tuple[str, ...]:
    where, name = step.where, step.where.party.name.text()
    received = way.received.get(step.handover_id or 0)
    return (
        "",
        _("on the way to %(place)s", place=name) if where.is_on_the_way else name,
        _moment(where.since, where.time_zone),
        _moment(step.until, where.time_zone) if step.until else _("holds it now"),
        _days(step),
        step.handover,
        str(CONDITIONS[received]) if received and not where.is_on_the_way else "",
    )


def _moment(at: datetime, zone: str) -> str:
    return f"{clock.on_the_wall(at, zone):%d.%m.%Y}\n{clock_time(at, zone)}"


def _days(step: HistoryStep) -> str:
    """Days by the calendar of the place, both included; still running: up to today."""
    zone = step.where.time_zone
    last = wall_day(step.until, zone) if step.until else clock.campaign_today(zone)
    return str(max(0, (last - wall_day(step.where.since, zone)).days) + 1)


KIND = PaperKind(
    code="custody_history",
    name=_l("Custody of the baton"),
    subject=SubjectKind.RELAY,
    read=way_of_baton,
    draw=custody_paper,
    note=_l("where each item was, from place to place"),
    heads=(Head.DREW_UP,),
)
