"""What the library has: panels as they are shipped, and the campaign's own figures as they stand now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from campaign.core import clock
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _, _l
from campaign.core.numerals import grouped
from campaign.events.briefing.composing import in_each_language
from campaign.events.figures.amounts import Sum
from campaign.events.figures.queries import figures_of_relay
from campaign.events.figures.schemas import PARTICIPANTS, Gathered
from campaign.events.figures.totals import total_of
from campaign.exhibition.blocks import MOST_BARS, Bar, Bars, Block, Number, blocks_of
from campaign.exhibition.schemas import ExhibitionRow, NewPanel, PanelKind, PanelSize, Way

SHIPPED: Final = Path(__file__).resolve().parent / "data" / "panels.json"
FIGURES: Final = "figures"
_SHOWN: Final = ("doors_visited", "signs_up", "soap_given", "vehicles", "publications")
_MOST_NUMBERS: Final = 4


@dataclass(frozen=True)
class Shelved:
    """One panel of the library. Sources of facts are not checked yet: whoever takes it looks them up and writes the day."""

    code: str
    kind: PanelKind
    panel: NewPanel


@cache
def shipped() -> dict[str, Shelved]:
    """All of them, in their order; read once."""
    return {one["code"]: _shelved(one) for one in json.loads(SHIPPED.read_text(encoding="utf-8"))}


def _shelved(one: dict[str, Any]) -> Shelved:
    title, lead, source = (Translated.of(one[name]) for name in ("title", "lead", "source"))
    panel = NewPanel(PanelSize.A3, Way.PORTRAIT, title, lead, blocks_of(one["blocks"]), source, None)
    return Shelved(one["code"], PanelKind(one["kind"]), panel)


def shelved(code: str) -> Shelved:
    """Raises NotFound."""
    if code not in shipped():
        raise NotFound(_l("There is no such panel in the library."))
    return shipped()[code]


def figures_panel(exhibition: ExhibitionRow) -> Shelved | None:
    """The figures of the relay as they stand today, people of an audience once; None while nothing was counted.

    Five statements and those of the rooms that say figures from their rows.
    """
    gathered = figures_of_relay(exhibition.relay_id)
    today = clock.campaign_today(exhibition.time_zone)
    blocks = tuple(_numbers(gathered))
    if not blocks:
        return None
    source = in_each_language(lambda: _("figures of the campaign as of %(day)s", day=f"{today:%d.%m.%Y}"))
    title = in_each_language(lambda: _("The campaign in figures"))
    panel = NewPanel(PanelSize.A3, Way.PORTRAIT, title, Translated(), (*blocks, *_bars(gathered, today)), source, today)
    return Shelved(FIGURES, PanelKind.FIGURES, panel)


def _numbers(gathered: Gathered) -> Iterable[Number]:
    """The participants first, then what else was counted; an estimate has its sign."""
    found: list[Number] = []
    for code in (PARTICIPANTS, *_SHOWN):
        measure = gathered.measures.get(code)
        total = total_of(measure, gathered) if measure is not None else None
        if measure is not None and total is not None and not total.is_empty:
            found.append(Number(_said(total.headline, measure.decimals), _label(measure.name)))
    return found[:_MOST_NUMBERS]


def _said(total: Sum, decimals: int) -> str:
    return f"{total.sign}\u00a0{grouped(total.value // 10**decimals, 'kk')}".strip()


def _label(name: Translated) -> Translated:
    return name.each(lambda words: words[:1].lower() + words[1:])


def _bars(gathered: Gathered, today: date) -> Iterable[Block]:
    """Participants by stop; one whose time has come and of which nobody knows yet is shown as that."""
    measure = gathered.measures.get(PARTICIPANTS)
    if measure is None:
        return
    rows: list[Bar] = []
    for stop_id in dict.fromkeys(event.stop_id for event in gathered.events if event.day <= today):
        here = gathered.where(lambda event, stop_id=stop_id: event.stop_id == stop_id)  # type: ignore[misc]
        total = total_of(measure, here)
        name = next(event.unit_name for event in here.events)
        rows.append(Bar(name, None if total.is_empty else float(total.headline.value)))
    if len(rows) > 1:
        yield Bars(in_each_language(lambda: _("Participants by place")), Translated(), tuple(rows[:MOST_BARS]))
