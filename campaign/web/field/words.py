"""What every field page says, in every language: it carries them along, to change them without a network."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import FALLBACKS, LANGUAGES, Words, _l, use_language

MALFORMED: Final = _l("This is not what this page sends. Open the link again, then send once more.")
SHARED: Final[dict[str, Words]] = {
    "skip": _l("Skip to the content"),
    "demo": _l("Demonstration."),
    "invented": _l("All people here are invented; please enter no real data."),
    "sample": _l("Sample data."),
    "sampled": _l("People and events here are invented."),
    "bar_count": _l("Saved here %(saved)s · sent %(sent)s"),
    "bar_direct": _l("Sent %(sent)s · nothing is kept here"),
    "bar": _l("Saved and sent"),
    "net_none": _l("no network"),
    "net_sending": _l("sending…"),
    "net_waiting": _l("waiting to be sent"),
    "net_done": _l("all sent"),
    "net_ready": _l("network is there"),
    "state_saved": _l("saved here, not sent yet"),
    "state_sent": _l("sent"),
    "state_aside": _l("saved here; the server could not read it"),
    "list_gone": _l("The list was removed from this phone."),
    "list_broken": _l("The list that came does not open with this link. Open the link again exactly as you got it."),
    "list_no_net": _l("The list was not fetched: there is no network. It will be tried again."),
    "gone": _l(
        "This link was withdrawn, or its time is over. The list and what was recorded here were removed from this phone. "
        "Ask the coordinator of the event for a new link."
    ),
    "broken": _l(
        "This page could not start on this phone. Load it again; if that does not help, use the paper list of the coordinator."
    ),
    "ready": _l("From now on this page works without a network, also after the browser was closed."),
    "list": _l("List on this phone"),
    "fetch": _l("Fetch the list again"),
    "shade": _l("Light or dark page"),
    "guide": _l("Guide: how it is done, with pictures"),
}
NEEDED: Final = frozenset(
    {"title", "list_kept", "list_open", "list_missing", "list_died", "gone_unsent", "insecure", "private"}
)
"""What each page says in words of its own, because the scripts of the kit ask for them. `list_kept` and `list_open` take count
and time, `gone_unsent` takes unsent and lost."""


def spoken(own: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    """Every sentence in every language, and under `nearest` the order in which it looks for texts.

    Values stand in the sentences as %(name)s and are put in by the page.
    """
    said = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = {key: str(words) for key, words in {**SHARED, **own}.items()} | {"nearest": " ".join(FALLBACKS[code])}
    return said
