"""Who has a story, by the chapter of the guide that is theirs, and which pictures they bring back."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.roles import links, offices, phones
from tests.browser.roles.person import Person


@dataclass(frozen=True)
class Story:
    """`account`: whose session of the demo they have, or "" for whoever comes by a link or by chance."""

    chapter: str
    lived: Callable[[Person], None]
    pictures: tuple[str, ...]
    account: str = ""
    phone: bool = False


STORIES = (
    Story("national", offices.national, ("country", "invite"), "national"),
    Story("organizer", offices.organizer, ("board", "stop", "slip", "baton", "rollup", "plan"), "karaganda"),
    Story("coordinator", offices.coordinator, ("today", "event", "people", "minors", "figures"), "temirtau"),
    Story("auditor", offices.auditor, ("dashboard", "trail"), "auditor"),
    Story("clerk", offices.clerk, ("desk_door", "desk")),
    Story("crew", phones.crew, ("checkin", "checkin_found"), phone=True),
    Story("walk", phones.walk, ("walk", "walk_door"), phone=True),
    Story("marshal", phones.marshal, ("column",), phone=True),
    Story("leader", links.leader, ("group", "group_names"), phone=True),
    Story("volunteer", links.volunteer, ("programme", "register", "ticket"), phone=True),
    Story("driver", links.driver, ("own_car", "own_car_offered"), phone=True),
    Story("parent", links.parent, ("parent", "parent_form"), phone=True),
    Story("visitor", links.visitor, ("home", "route"), phone=True),
)
