"""`adalzhol events …`: what is planned, and opening a stop's registration."""

import json
from typing import Any

import click
from flask.cli import AppGroup

from campaign.events import queries, services
from campaign.events.schemas import EventFilter, EventRow

group = AppGroup("events", help="What is planned at the stops.")


def as_document(event: EventRow) -> dict[str, Any]:
    """The event for a machine; times as the wall of the place shows them."""
    return {
        "id": event.id,
        "stop": event.stop_id,
        "relay": event.relay_id,
        "place": event.unit_name.as_dict(),
        "kind": event.kind,
        "title": event.title.as_dict(),
        "starts_at": event.starts_on_wall.isoformat(timespec="minutes"),
        "ends_at": event.ends_on_wall.isoformat(timespec="minutes"),
        "state": event.state.value,
        "capacity": event.capacity,
        "taken": event.taken,
    }


def as_line(event: EventRow) -> str:
    people = f"{event.taken}" if event.capacity is None else f"{event.taken} of {event.capacity}"
    when = f"{event.starts_on_wall:%Y-%m-%d %H:%M}–{event.ends_on_wall:%H:%M}"
    return (
        f"{event.id:>6}  {when}  {event.state.value:<9}  {people:>10}  {event.unit_name.text('en')}: {event.title.text('en')}"
    )


@group.command("list")
@click.option("--stop", type=int, help="Only of this stop.")
@click.option("--relay", type=int, help="Only of this relay.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def list_events(stop: int | None, relay: int | None, as_json: bool) -> None:
    """List events in the order of time."""
    rows = queries.calendar(EventFilter(stop_id=stop, relay_id=relay))
    if as_json:
        click.echo(json.dumps({"events": [as_document(row) for row in rows]}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(as_line(row))
    if not rows:
        click.echo("There are no events.")


@group.command("open")
@click.option("--stop", type=int, required=True, help="The stop whose events are opened.")
def open_stop(stop: int) -> None:
    """Approve and open registration for every event of a stop that is a draft or approved."""
    moved = services.open_stop(stop)
    click.echo(f"Opened registration for {moved.moved} events; {moved.left} were left as they are.")
