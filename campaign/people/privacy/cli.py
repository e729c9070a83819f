"""`adalzhol privacy …`: erase everybody whose term is over, or say who that would be."""

from datetime import datetime

import click
from flask.cli import AppGroup

from campaign.core import clock
from campaign.people.privacy import services

group = AppGroup("privacy", help="Personal data of people.")


@group.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say how many.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to reckon from; today unless told.")
def retention(dry_run: bool, as_of: datetime | None) -> None:
    """Erase everybody whose term is over; every figure stays. Killed, the same command goes on."""
    day = (as_of or clock.campaign_now()).date()
    if dry_run:
        for group_of_people in services.due(day):
            click.echo(f"Region {group_of_people.region_id}: {len(group_of_people.person_ids)} people.")
        click.echo("Nothing was erased: this was a dry run.")
        return
    click.echo(f"{services.run(day, click.echo)} people were erased.")
