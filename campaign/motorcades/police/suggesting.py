"""What a letter to the police says by itself: from the event, its column and route, the rules, and who signs for the stop."""

from campaign.core.i18n import Translated, _
from campaign.events.briefing.composing import in_each_language
from campaign.events.deadlines.schemas import Deadline
from campaign.motorcades.police.schemas import LetterWords, patrols_of
from campaign.motorcades.route.schemas import RoutePoint
from campaign.motorcades.route.words import KINDS
from campaign.motorcades.schemas import Column
from campaign.papers.schemas import Signers
from campaign.papers.wording import campaign_line


def suggested(
    column: Column,
    points: tuple[RoutePoint, ...],
    campaign: Translated,
    deadlines: tuple[Deadline, ...],
    signers: Signers,
) -> LetterWords:
    """In all languages at once. Names of places stand alone on a line: nobody has to put them into a case."""
    event, head = column.event, column.facts.head
    return LetterWords(
        sender=event.unit_name,
        addressee=in_each_language(lambda: _("To the head of the police department") + "\n" + event.unit_name.text()),
        opening=in_each_language(lambda: _opening(campaign.text())),
        route=in_each_language(lambda: "\n".join(map(_point, points))),
        request=in_each_language(lambda: _request(deadlines)),
        signer_post=signers.approves.post,
        signer_name=signers.approves.name,
        responsible_name=head.name or event.responsible,
        responsible_phone=head.phone if head.name else event.responsible_phone,
        doer_name=event.responsible,
        doer_phone=event.responsible_phone,
    )


def _opening(campaign: str) -> str:
    return _(
        "We inform you of a motorcade that is held as part of the campaign: %(campaign)s. What is known about it stands below; "
        "the list of vehicles is attached.",
        campaign=campaign_line(campaign),
    )


def _point(point: RoutePoint) -> str:
    """`11:15 start: Mira street 10; straight along Mira street`."""
    where = ": ".join(filter(None, (str(KINDS[point.kind]), point.name.text())))
    return "; ".join(filter(None, (f"{point.plan} {where}".strip(), point.way.text())))


def _request(deadlines: tuple[Deadline, ...]) -> str:
    patrols = patrols_of(deadlines)
    wishes = [
        _("We ask you to escort the column. Patrol cars: %(number)s.", number=patrols)
        if patrols
        else _("We ask you to escort the column as far as you find it necessary.")
    ]
    if any(deadline.rule.wish.inspection for deadline in deadlines):
        wishes.append(_("We also ask you to inspect every vehicle before the start and to brief the drivers."))
    wishes.append(_("Please tell us whether anything stands against the route and the time."))
    return " ".join(wishes)
