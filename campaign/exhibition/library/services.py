"""Taking panels out of the library into an exhibition, where they are changed, checked and printed as any other."""

from collections.abc import Sequence

from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.exhibition.library.queries import FIGURES, Shelved, figures_panel, shelved
from campaign.exhibition.policies import ensure_can_write
from campaign.exhibition.queries import exhibition_row
from campaign.exhibition.schemas import ExhibitionRow
from campaign.exhibition.services import add_panel


def take(exhibition_id: int, codes: Sequence[str], key: str) -> tuple[int, ...]:
    """Put these panels at the end of the wall, in the order of the library, all or none; the numbers they get.

    The same key gives the same ones. Raises NotFound, Refused, Invalid when none is named.
    """
    with unit_of_work():
        exhibition = exhibition_row(exhibition_id)
        ensure_can_write(current_actor(), exhibition.region_id, exhibition.stop_id)
        wanted = [_wanted(exhibition, code) for code in dict.fromkeys(codes)]
        if not wanted:
            words = _("Tick the panels that you want to take.")
            raise Invalid(words, [Problem("codes", "none", words)])
        return tuple(add_panel(exhibition_id, one.kind, one.panel, None, f"{key}:{one.code}") for one in wanted)


def _wanted(exhibition: ExhibitionRow, code: str) -> Shelved:
    if code != FIGURES:
        return shelved(code)
    if (figures := figures_panel(exhibition)) is None:
        raise NotFound(_l("Nothing was counted in this relay yet."))
    return figures
