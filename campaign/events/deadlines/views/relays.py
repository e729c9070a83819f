"""All deadlines of a relay, with filters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.i18n import Translated
from campaign.events.deadlines import queries
from campaign.events.deadlines.schemas import Deadline, DeadlineFilter, Standing
from campaign.events.deadlines.views.desk import bp
from campaign.events.deadlines.words import STANDINGS, what
from campaign.relay import queries as relay
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none

OPEN = "open"


def asked() -> DeadlineFilter:
    """What the address asks for; words it cannot know are as if they were not there. Without any: what is open."""
    standing = request.args.get("standing", OPEN)
    return DeadlineFilter(
        standing=standing if standing in {OPEN, *Standing} else "",
        stop_id=whole_or_none(request.args.get("stop")),
        rule_code=request.args.get("rule", "")[:40],
    )


def stops_of(found: tuple[Deadline, ...]) -> list[tuple[int, Translated]]:
    return list({each.subject.stop_id: each.subject.stop_name for each in found}.items())


def rules_of(found: tuple[Deadline, ...]) -> list[tuple[str, str]]:
    return sorted({each.rule.code: what(each) for each in found}.items(), key=lambda pair: pair[1])


@bp.get("/relays/<int:relay_id>/deadlines")
@needs(P.EVENTS_READ)
def deadlines(relay_id: int) -> ResponseReturnValue:
    row, wish = relay.relay_row(relay_id), asked()
    everything = queries.deadlines_of_relay(relay_id, DeadlineFilter())
    return render_template(
        "events/staff/deadlines/relay.html",
        relay=row,
        wish=wish,
        deadlines=queries.only(everything, wish),
        overdue=sum(each.is_open and each.standing is Standing.OVERDUE for each in everything),
        total=len(everything),
        stops=stops_of(everything),
        rules=rules_of(everything),
        standings=[(OPEN, None), *STANDINGS.items()],
    )
