"""What states and sides of packages are called."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.exchange.packages.schemas import PackageState

STATES: Final[dict[PackageState, Words]] = {
    PackageState.OUT: _l("on the road"),
    PackageState.BACK: _l("brought back"),
    PackageState.GIVEN_UP: _l("given up"),
}
MARKS: Final = {PackageState.OUT: "warn", PackageState.BACK: "good", PackageState.GIVEN_UP: "calm"}
