"""What the materials of a team are called, and what is said of a difference."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.walks.closing.schemas import Material, Sum

MATERIALS: Final[dict[Material, Words]] = {
    Material.SOAP: _l("Soap"),
    Material.SIGN: _l("Signs"),
    Material.GLOVES: _l("Gloves, pairs"),
}


def difference_in_words(one: Sum) -> str:
    """Of a difference without a reason, with the remedy."""
    if one.difference > 0:
        return _("%(count)s are missing. Correct the figures, or write why.", count=one.difference)
    return _(
        "%(count)s more were given, returned or lost than issued. Correct the figures, or write why.", count=-one.difference
    )
