"""Words that the lists of the day share, in the language spoken now."""

from typing import Final

from campaign.core.i18n import _, _l
from campaign.papers.schemas import Choice
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Head
from campaign.people.lists.schemas import EventList
from campaign.web.templating import day

MOST_BLANK: Final = 200


def head(shown: EventList, facts: tuple[tuple[str, str], ...] = ()) -> Head:
    """Campaign, title, which event, where and when; facts below."""
    when = _("%(day)s, at %(time)s", day=day(shown.day), time=shown.starts)
    lines = (shown.event, " · ".join(filter(None, (shown.place, when))))
    return Head("", lines, campaign_line(shown.campaign), facts)


def leader_line(name: str, phone: str) -> str:
    return ", ".join(filter(None, (name, kept(phone))))


def whole(name: str) -> str:
    """A name in which a number stays with its sign: Лицей № 20."""
    return name.replace("№ ", "№\u00a0")


def blank_rows(usual: int) -> Choice:
    """The choice of how many blank rows stand at the end of a list; so many unless somebody says otherwise."""
    return Choice(
        "blank_rows",
        _l("Blank rows at the end"),
        str(usual),
        most=MOST_BLANK,
        hint=_l("For those who come unregistered: 0 to %(most)s.", most=MOST_BLANK),
    )
