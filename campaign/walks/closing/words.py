"""What the materials of a team are called."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.walks.closing.schemas import Material

MATERIALS: Final[dict[Material, Words]] = {
    Material.SOAP: _l("Soap"),
    Material.SIGN: _l("Signs"),
    Material.GLOVES: _l("Gloves, pairs"),
}
