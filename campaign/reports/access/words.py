"""Which pages show the data of people, and what the log calls them."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.web.reasons import About, ReasonKind

FAMILIES: Final[tuple[tuple[str, Words], ...]] = (  # the longest beginnings first
    ("people_staff.person", _l("page of one person")),
    ("people_staff.people", _l("search for people")),
    ("people_staff.organisation", _l("people of an organisation")),
    ("people_staff.", _l("people of the event")),
    ("people_minors.", _l("minors and consents")),
    ("people_exports.", _l("people given out as a file")),
    ("people_paper.", _l("printed roster")),
    ("people_badges.", _l("badges")),
    ("people_imports.", _l("import of people")),
    ("people_outbox.", _l("letters and calls")),
    ("people_duplicates.", _l("people who may be one")),
    ("people_door.", _l("check-in")),
    ("people_api.", _l("people asked for by a program")),
    ("people_", _l("other lists of people")),
    ("personal_staff.consents", _l("register of consents")),
    ("personal_staff.requests", _l("wishes to be erased")),
    ("columns_staff.", _l("drivers of the column")),
    ("seats_staff.", _l("passengers of the cars")),
    ("papers_staff.sheet", _l("printed paper")),
    ("sets_staff.download", _l("paper set of people")),
    ("packages_staff.back", _l("package that came back")),
    ("packages_staff.decided", _l("package that came back")),
    ("motorcades_api.", _l("drivers asked for by a program")),
    ("walks_api.", _l("walk teams asked for by a program")),
)
ACTS: Final[tuple[tuple[str, Words], ...]] = (  # no look by themselves, but something for which a reason was given
    ("papers_staff.", _l("paper to print")),
    ("sets_staff.", _l("paper set of people")),
    ("packages_staff.", _l("stop taken along")),
)
REASONS: Final[dict[ReasonKind, Words]] = {
    ReasonKind.EVENT: _l("To prepare or hold the event"),
    ReasonKind.CALLS: _l("To call parents or participants"),
    ReasonKind.SAFETY: _l("Safety: somebody is ill, hurt or lost"),
    ReasonKind.INQUIRY: _l("An official request or an inspection"),
    ReasonKind.OTHER: _l("Another reason"),
}
WHY: Final[dict[About, Words]] = {
    About.MINORS: _l("These are children. Whoever looks at their data says why; it stands in the log of who looked."),
    About.MANY: _l("These are many people at once. Whoever takes their data out says why; it stands in the log of who looked."),
}
SOMETIMES: Final[tuple[tuple[str, Words], ...]] = (("find.", _l("search for everything")),)  # such a page says so itself
PREFIXES: Final = tuple(prefix for prefix, _words in FAMILIES)


def shows_people(endpoint: str) -> bool:
    """Whether a page shows names or phones of people, or takes them."""
    return endpoint.startswith(PREFIXES)


def words_of(page: str) -> Words:
    """What the log calls the page."""
    return next((words for prefix, words in (*FAMILIES, *ACTS, *SOMETIMES) if page.startswith(prefix)), page)
