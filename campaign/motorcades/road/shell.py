"""The page of a column as a phone keeps it, and what it says besides what every field page says (`web/field/words.py`)."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.motorcades.road.words import DOING
from campaign.motorcades.words import STATES
from campaign.web.field.shells import Shell

WORDS: Final[dict[str, Words]] = {
    "title": _l("Car column"),
    "counts": _l("Have come %(came)s of %(all)s · expected %(expected)s · not come %(absent)s"),
    "counts_road": _l("On the road %(road)s · arrived %(arrived)s"),
    "cars": _l("Vehicles in their order"),
    "cars_none": _l("There is no list on this phone yet, so no vehicle can be marked."),
    "number": _l("No. %(number)s"),
    "call": _l("Call %(name)s"),
    "other": _l("Another mark"),
    "undo": _l("Take back: %(what)s"),
    "all_go": _l("All that have come set off"),
    "all_none": _l("Nobody waits to set off: first mark “%(mark)s” beside a vehicle."),
    "all_over": _l("Nobody waits to set off any more."),
    "all_ask": _l("Set off now: %(count)s. Is it so?"),
    "all_yes": _l("Yes, they set off"),
    "all_no": _l("No"),
    "points": _l("Points of the route"),
    "passed": _l("Passed now"),
    "passed_at": _l("passed at %(time)s"),
    "plan": _l("plan %(time)s"),
    "late": _l("%(minutes)s min late"),
    "early": _l("%(minutes)s min early"),
    "on_time": _l("on time"),
    "past": _l("Recorded on this phone"),
    "past_none": _l("Nothing yet."),
    "past_all": _l("Show all of this phone"),
    "took_back": _l("taken back: %(what)s"),
    "unknown": _l("It is not on the list any more"),
    "lost_full": _l("Not saved: the phone’s storage is full, and there is no network. Write it on paper and free some space."),
    "lost_net": _l("Not saved: there is no network, and this browser keeps nothing. Write it on paper or try once more."),
    "list_kept": _l("On the list: %(count)s. It was fetched at %(time)s and stays on this phone for 24 hours."),
    "list_open": _l("On the list: %(count)s. It was fetched at %(time)s and is not kept on this phone."),
    "list_missing": _l("There is no list on this phone. Fetch it where there is a network."),
    "list_died": _l("The list had been on this phone for 24 hours and was removed. Fetch it again where there is a network."),
    "gone_unsent": _l("Not sent: %(unsent)s. It will be sent when a new link for this event is opened on this phone."),
    "insecure": _l("This address has no https, so the browser may keep nothing. The page works here with a network only."),
    "private": _l(
        "This browser keeps nothing, perhaps in a private window. Each mark is sent at once and needs a network. To work "
        "without one, open the link in an ordinary window."
    ),
    **{f"do_{state.value}": words for state, words in DOING.items()},
    **{f"is_{state.value}": words for state, words in STATES.items()},
}
SHELL: Final = Shell(
    path="column",
    template="motorcades/field/column.html",
    words=WORDS,
    purpose="column/purpose.js",
    scripts=tuple(f"column/{name}.js" for name in ("rows", "drawing", "page")),
    styles=("column.css",),
)
