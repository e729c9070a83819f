"""What `adalzhol check` recounts of the counters: each stop without a mark comes to what its rows say."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.figures.models import Measure
from campaign.events.figures.queries import figures_where
from campaign.events.figures.schemas import Stage
from campaign.relay.models import Stop
from campaign.reports.tallies.models import StopTally, TallyMark
from campaign.reports.tallies.queries import COLUMNS, tally
from campaign.reports.tallies.reckoning import every_tally_in, parted
from campaign.reports.tallies.schemas import Tally

Key = tuple[str, str, Stage]


@check("tallies")
def tallies(session: Session) -> Finding:
    """Reckon every stop anew by the arithmetic of all totals and compare. A stop with a mark waits for its recount: no finding.

    Three statements and those of the figures.
    """
    marked = set(session.scalars(select(TallyMark.stop_id).distinct()))
    kept: dict[int, dict[Key, Tally]] = {}
    for row in session.execute(select(*COLUMNS).join(Measure, Measure.id == StopTally.measure_id)):
        kept.setdefault(row.stop_id, {})[row.code, row.kind, row.stage] = tally(row)
    stops = list(session.scalars(select(Stop.id).order_by(Stop.id)))
    parts = parted(figures_where())
    wrong: list[Wrong] = []
    for stop_id in stops:
        if stop_id not in marked and len(wrong) < MOST_NAMED:
            true = every_tally_in(parts[stop_id]) if stop_id in parts else ()
            wrong += _differing(stop_id, kept.get(stop_id, {}), {(one.code, one.kind, one.stage): one for one in true})
    return Finding(sum(map(len, kept.values())), tuple(wrong[:MOST_NAMED]))


def _differing(stop_id: int, kept: Mapping[Key, Tally], true: Mapping[Key, Tally]) -> Iterator[Wrong]:
    for key in sorted(kept.keys() | true.keys()):
        if kept.get(key) != true.get(key):
            code, kind, stage = key
            where = f" at events of kind {kind}" if kind else ""
            kept_as, rows_say = _told(kept.get(key)), _told(true.get(key))
            yield Wrong("stop", stop_id, f"{stage} of {code}{where} is kept as {kept_as}, its rows say {rows_say}")


def _told(one: Tally | None) -> str:
    if one is None:
        return "nothing"
    return f"{one.headline.value} of {one.headline.parts} parts ({one.headline.estimates} estimated, {one.missing} missing)"
