"""From norms and counts to uses: what every event of these stops takes, and every stop by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import language
from campaign.core.text import sort_key
from campaign.events.schemas import WAS_HELD
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.need.schemas import Article, Demand, Stay, Unknown, Uses
from campaign.materials.norms.queries import counts_at, norms_for
from campaign.materials.norms.schemas import Basis, Counts, NormRow, norms_of_kind
from campaign.materials.queries.catalogue import variant_row
from campaign.materials.schemas import Use, VariantRow


def uses_of(region_id: int, stays: Sequence[Stay]) -> Uses:
    """What is used at these stops of a region. Eleven statements however many stops and events there are."""
    counts = counts_at(stay.stop_id for stay in stays)
    articles, variants = _catalogue()
    norms = [norm for norm in norms_for(region_id) if norm.material_id in articles]
    found = _Found()
    by_kind = {kind: norms_of_kind(norms, kind) for kind in {count.kind for count in counts.values()}}
    for count in counts.values():
        _of_event(count, by_kind[count.kind], found)
    kinds: dict[int, set[str]] = defaultdict(set)
    for count in counts.values():
        kinds[count.stop_id].add(count.kind)
    found.demands.extend(_of_stops(stays, norms, kinds))
    return Uses(
        tuple(found.demands), articles, variants, {norm.id: norm for norm in norms}, counts, tuple(found.unknown)
    )  # fmt: skip


@dataclass
class _Found:
    demands: list[Demand] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)


def _of_event(counts: Counts, norms: Iterable[NormRow], found: _Found) -> None:
    """A number that nobody knows is told, unless the event is over and it matters no more."""
    is_done = counts.state in WAS_HELD
    for norm in norms:
        count = counts.of(norm.basis, norm.role)
        if not count.is_known and not is_done:
            found.unknown.append(Unknown(counts.stop_id, counts.event_id, norm.id))
        if count.number:
            found.demands.append(
                Demand(
                    counts.stop_id,
                    counts.event_id,
                    norm.material_id,
                    counts.first_day,
                    counts.last_day,
                    count.number,
                    norm.amount,
                    norm.each,
                    norm.reserve,
                    norm.id,
                    is_done,
                )
            )


def _of_stops(stays: Iterable[Stay], norms: Iterable[NormRow], kinds: Mapping[int, set[str]]) -> Iterator[Demand]:
    """What a stop takes by itself: on all of its days; by a norm of one kind of event only where there is such an event."""
    own = [norm for norm in norms if norm.basis is Basis.STOP]
    for stay in stays:
        for norm in own:
            if norm.kind is None or norm.kind in kinds[stay.stop_id]:
                yield Demand(
                    stay.stop_id,
                    None,
                    norm.material_id,
                    stay.first,
                    stay.last,
                    1,
                    norm.amount,
                    norm.each,
                    norm.reserve,
                    norm.id,
                )


def _catalogue() -> tuple[dict[int, Article], dict[int, VariantRow]]:
    """Materials as they are reckoned with and shown, in the reader's alphabet; sizes no longer in use only where all are.

    One statement.
    """
    asked = (
        select(Material, MaterialVariant)
        .join(MaterialVariant, MaterialVariant.material_id == Material.id)
        .order_by(Material.id, MaterialVariant.position)
    )
    rows: dict[int, list[tuple[Material, MaterialVariant]]] = defaultdict(list)
    for material, variant in db.session.execute(asked):
        rows[material.id].append((material, variant))
    spoken = language()
    articles: dict[int, Article] = {}
    variants: dict[int, VariantRow] = {}
    for pairs in sorted(rows.values(), key=lambda it: sort_key(it[0][0].name.text(), spoken)):
        used = [pair for pair in pairs if not pair[1].retired] or pairs
        articles[pairs[0][0].id] = _article(used)
        variants |= {variant.id: variant_row(variant, material) for material, variant in used}
    return articles, variants


def _article(pairs: Sequence[tuple[Material, MaterialVariant]]) -> Article:
    row = pairs[0][0]
    sizes = tuple((variant.id, variant.weight) for _material, variant in pairs)
    return Article(row.id, row.use is Use.REUSABLE, row.pack, row.washing_days, row.travel_days, sizes)
