"""What the lines of a comparison are called."""

from campaign.core.i18n import Words, _l
from campaign.relay.drafts.schemas import Measure

MEASURES: dict[Measure, Words] = {
    Measure.START: _l("Start"),
    Measure.END: _l("End"),
    Measure.DAYS: _l("Days in all"),
    Measure.STOPS: _l("Stops"),
    Measure.KILOMETRES: _l("Kilometres"),
    Measure.HARD: _l("Conflicts to be solved"),
    Measure.SOFT: _l("Handovers on a weekend"),
    Measure.KIT: _l("Kit of events"),
}
