"""What there is to choose from on the pages of norms: materials, kinds of events, regions."""

from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import current_actor, current_scope
from campaign.core.db import db
from campaign.core.i18n import Translated, language
from campaign.core.text import sort_key
from campaign.events.models import EventKind
from campaign.materials.models import Material
from campaign.materials.norms.schemas import Kind, MaterialChoice
from campaign.materials.policies import can_write_norms
from campaign.territory.queries import regions


def materials() -> tuple[MaterialChoice, ...]:
    """Every material, in the alphabet of the reader's language; those out of use are marked. One statement."""
    columns = (Material.id, Material.code, Material.name, Material.unit, Material.retired)
    rows = [MaterialChoice(*row) for row in db.session.execute(select(*columns))]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name.text(), language()), row.id)))


def kinds() -> tuple[Kind, ...]:
    """Every kind of event by its code, shipped ones first. One statement."""
    asked = select(EventKind.code, EventKind.name).order_by(EventKind.shipped.desc(), EventKind.id)
    return tuple(Kind(*row) for row in db.session.execute(asked))


def regions_seen() -> dict[int, Translated]:
    """The regions whose norms the asker may see, by name. One statement."""
    scope = current_scope()
    mine = scope.regions | scope.stop_regions
    return {row.id: row.name for row in regions(clock.campaign_today()) if scope.everything or row.id in mine}


def regions_kept() -> dict[int | None, Translated | None]:
    """Those whose norms the asker may change; None is all regions. One statement."""
    actor = current_actor()
    kept: dict[int | None, Translated | None] = {None: None} if can_write_norms(actor, None) else {}
    return kept | {region: name for region, name in regions_seen().items() if can_write_norms(actor, region)}
