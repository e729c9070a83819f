"""`adalzhol relay …`"""

import json
from datetime import date, datetime
from typing import Any

import click
from flask.cli import AppGroup

from campaign.core import clock, crypto
from campaign.core.i18n import LANGUAGES, Translated, use_language
from campaign.relay import copying, planning, queries, services
from campaign.relay.dates import SkipRule
from campaign.relay.schemas import Plan, PlanWish

group = AppGroup("relay", help="Plan relays and look at them.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@group.command("plan")
@click.option("--region", required=True, metavar="CODE", help="ISO code of the region, of today or of then: KZ-35, KZ-KAR.")
@click.option("--as-of", type=DAY, help="The day whose territory counts; the start unless told.")
@click.option("--start", type=DAY, required=True, help="The day on which the first place receives the baton.")
@click.option("--stay", type=int, required=True, help="Days in each place, arrival and departure included.")
@click.option("--until", type=DAY, required=True, help="The last allowed day.")
@click.option("--kit", default="standard", show_default=True, help="The kit of events for each stop.")
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Only these places; may be given several times.")
@click.option("--first", metavar="CODE", help="Where it begins; the region's centre unless told.")
@click.option("--last", metavar="CODE", help="Where it ends; free unless told.")
@click.option("--skip-weekends", is_flag=True, help="No handover on Saturdays and Sundays.")
@click.option("--skip-holidays", is_flag=True, help="No handover on public holidays.")
@click.option("--skip", "skipped", type=DAY, multiple=True, help="No handover on this day; may be given several times.")
@click.option("--campaign", "campaign_id", type=int, help="The campaign it belongs to; the one of its days unless told.")
@click.option("--dry-run", is_flag=True, help="Show the plan and create nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def plan(campaign_id: int | None, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Propose an order and days for a region's relay, and create it with the events of a kit."""
    with use_language("en"):
        _plan(_wish(given), campaign_id, dry_run, as_json)


@group.command("copy")
@click.argument("relay", type=int)
@click.option("--start", type=DAY, help="The day on which the first place receives the baton; 52 weeks later unless told.")
@click.option("--until", type=DAY, help="The last allowed day; that of the earlier relay in the new year unless told.")
@click.option("--events", type=click.Choice(["own", "kit"]), default="own", show_default=True, help="Whose events come.")
@click.option("--kit", default="standard", show_default=True, help="The kit, for places that have no events of their own.")
@click.option("--campaign", "campaign_id", type=int, help="The campaign it belongs to; the one of its days unless told.")
@click.option("--dry-run", is_flag=True, help="Show the plan and create nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def copy(relay: int, campaign_id: int | None, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Do the relay with this number again with new dates: same order, stays and pins."""
    with use_language("en"):
        earlier = queries.relay_row(relay)
        start = given["start"].date() if given["start"] else copying.same_weekday(earlier.starts_on)
        until = given["until"].date() if given["until"] else copying.until_for(earlier, start)
        found = copying.copy_of(relay, start)
        for gone in found.gone:
            where = f"now in {gone.region.text('en')}" if gone.region else "no longer there"
            click.echo(f"Left out: {gone.name.text('en')}, {where}.", err=True)
        state = copying.state_for(found, start, until, given["kit"], given["events"] == "own")
        _plan(state.wish(found.kept), campaign_id, dry_run, as_json)


def _plan(wish: PlanWish, campaign_id: int | None, dry_run: bool, as_json: bool) -> None:
    proposed = services.propose(wish)
    planning.ensure_fits(proposed)
    services.ensure_kit(wish.kit)
    if dry_run:
        _say(proposed, None, [], as_json)
        return
    made = services.create_season(wish, crypto.new_uid(), campaign_id)
    chain = queries.chain_of(made.relay_id)
    events = services.events_of([stop.id for stop in chain])
    _say(proposed, made.relay_id, [[vars(event) for event in events[stop.id]] for stop in chain], as_json)


def _wish(given: dict[str, Any]) -> PlanWish:
    start: date = given["start"].date()
    as_of: datetime | None = given["as_of"]
    skipped = frozenset(day.date() for day in given["skipped"])
    return PlanWish(
        region_code=given["region"], as_of=as_of.date() if as_of else start, start=start, stay_days=given["stay"],
        until=given["until"].date(), kit=given["kit"], unit_codes=given["units"] or None, first=given["first"],
        last=given["last"], skip=SkipRule(given["skip_weekends"], given["skip_holidays"], skipped),
    )  # fmt: skip


def _say(plan: Plan, relay_id: int | None, events: list[list[dict[str, Any]]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_document(plan, relay_id, events), ensure_ascii=False, indent=1))
        return
    head = f"Relay {relay_id}" if relay_id else "A plan, nothing created"
    click.echo(f"{head}: {plan.region_name.text('en')}, {len(plan.stops)} stops, {plan.kilometres} km.")
    for stop in plan.stops:
        days = f"{stop.stay.arrives} … {stop.stay.departs}"
        said = ", ".join(found.kind.value for found in stop.conflicts)
        click.echo(
            f"{stop.position:3d}  {days}  {stop.kilometres:6.0f} km  {stop.name.text('en')}{'  ! ' + said if said else ''}"
        )


def _document(plan: Plan, relay_id: int | None, events: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "relay": relay_id,
        "region": plan.region_code,
        "kilometres": plan.kilometres,
        "stops": [
            {
                "order": stop.position,
                "unit": {"code": stop.code, **_named(stop.name), "lat": stop.lat, "lon": stop.lon},
                "arrives": stop.stay.arrives.isoformat(),
                "departs": stop.stay.departs.isoformat(),
                "kilometres": stop.kilometres,
                "conflicts": [found.kind.value for found in stop.conflicts],
                "events": events[stop.position - 1] if events else [],
            }
            for stop in plan.stops
        ],
    }


def _named(name: Translated) -> dict[str, str]:
    return {code: getattr(name, code) for code in LANGUAGES}


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def list_(as_json: bool) -> None:
    """Every relay that the actor may see, the newest first; then those inside of single stops."""
    rows = (*queries.relays(), *queries.nested_relays())
    if as_json:
        document = [
            {
                "relay": row.id, "campaign": row.campaign_id, "region": row.region_code, "starts": row.starts_on.isoformat(),
                "ends": row.ends_on.isoformat(), "stops": row.stops, "kilometres": row.kilometres,
                "inside_of_stop": row.parent_stop_id,
            }
            for row in rows
        ]  # fmt: skip
        click.echo(json.dumps({"today": clock.campaign_today().isoformat(), "relays": document}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        name = row.title.text("en") + (f" (inside of stop {row.parent_stop_id})" if row.parent_stop_id else "")
        click.echo(f"{row.id:4d}  {row.starts_on} … {row.ends_on}  {row.stops:3d} stops  {row.kilometres:7.0f} km  {name}")
    if not rows:
        click.echo("There is no relay yet. `adalzhol relay plan --help` says how to plan one.")
