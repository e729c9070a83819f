"""The need of a route for a machine and for a terminal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from campaign.materials.need.schemas import Holding, NeedOfStop, RouteLine, RouteNeed, Short, StopLine


def as_document(need: RouteNeed) -> dict[str, Any]:
    """As `adalzhol materials need --json` prints it; days as 2018-04-06, sizes empty where there are none."""
    return {
        "relay": need.relay.id,
        "today": need.today.isoformat(),
        "whole": need.is_whole,
        "materials": [_material(line) for line in need.lines],
        "stops": [_stop(need.of_stops[stop.id]) for stop in need.stops],
        "short": [_short(need, short) for short in need.shorts],
        "untold_events": need.untold_events,
    }


def _material(line: RouteLine) -> dict[str, Any]:
    bought, peak_on = line.purchase, line.whole.peak_on
    return {
        "material": line.variant.code, "size": line.variant.label, "unit": line.variant.unit.value,
        "reusable": line.variant.is_reusable, "need": line.whole.total, "peak_on": peak_on.isoformat() if peak_on else None,
        "still_needed": bought.need, "has": bought.has, "where": _where(line.holding), "lacking": bought.lacking,
        "pack": bought.pack, "packs": bought.packs, "buy": bought.quantity,
    }  # fmt: skip


def _where(holding: Holding) -> dict[str, int]:
    return {
        "region": holding.in_region, "stops": holding.in_stops, "under_way": holding.under_way, "holders": holding.held
    }  # fmt: skip


def _stop(need: NeedOfStop) -> dict[str, Any]:
    stop = need.stop
    return {
        "order": stop.position, "stop": stop.id, "unit": stop.unit_code, "arrives": stop.arrives_on.isoformat(),
        "departs": stop.departs_on.isoformat(), "materials": [_line(line) for line in need.lines],
    }  # fmt: skip


def _line(line: StopLine) -> dict[str, Any]:
    need, sent, short = line.need, line.sending, line.short
    return {
        "material": line.variant.code, "size": line.variant.label, "used": need.used, "reserve": need.reserve,
        "need": need.total, "first": need.first.isoformat(), "last": need.last.isoformat(), "still_needed": line.ahead,
        "here": line.stock.here, "under_way": line.stock.under_way, "send": sent.quantity if sent else 0,
        "send_on": _day(sent.send_on if sent else None), "short_from": _day(short.day if short else None),
    }  # fmt: skip


def _short(need: RouteNeed, short: Short) -> dict[str, Any]:
    variant = need.uses.variants[short.variant_id]
    return {
        "stop": short.stop_id, "material": variant.code, "size": variant.label, "from": short.day.isoformat(),
        "until": short.until.isoformat(), "lacking": short.lacking, "can_be_sent": short.can_be_sent if need.is_whole else None,
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def as_lines(need: RouteNeed) -> Iterator[str]:
    """A row a material: what the whole route needs, what it still needs, what there is, what is bought."""
    rows: list[tuple[str, ...]] = [("material", "need", "still", "has", "lacking", "buy", "first short")]
    for line in need.lines:
        short = next((it for it in need.shorts if it.variant_id == line.variant.id), None)
        name = f"{line.variant.code} {line.variant.label}".strip()
        bought = line.purchase
        first = f"{short.day.isoformat()} {need.of_stops[short.stop_id].stop.name}" if short else "-"
        numbers = (line.whole.total, bought.need, bought.has, bought.lacking, bought.quantity)
        rows.append((name, *(str(number) for number in numbers), first))
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    for row in rows:
        yield "  ".join((row[0].ljust(widths[0]), *(row[at].rjust(widths[at]) for at in range(1, 6)), row[6]))
