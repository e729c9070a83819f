"""How things about minors are called."""

from campaign.core.i18n import Words, _l
from campaign.people.minors.schemas import Relation, Way

RELATIONS: dict[Relation, Words] = {
    Relation.MOTHER: _l("mother"),
    Relation.FATHER: _l("father"),
    Relation.GUARDIAN: _l("guardian"),
    Relation.OTHER: _l("another legal representative"),
}
WAYS: dict[Way, Words] = {Way.LINK: _l("by the link"), Way.PAPER: _l("on paper")}
