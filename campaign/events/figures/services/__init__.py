"""Acts on figures: saying them, taking them back, telling who was where, adding what is measured."""

from campaign.events.figures.services.audiences import place, say_of_audience
from campaign.events.figures.services.measures import add_measure, bring_back, change_measure, retire
from campaign.events.figures.services.moving import stay_together
from campaign.events.figures.services.saying import adopt, say, take_back

__all__ = [
    "add_measure",
    "adopt",
    "bring_back",
    "change_measure",
    "place",
    "retire",
    "say",
    "say_of_audience",
    "stay_together",
    "take_back",
]
