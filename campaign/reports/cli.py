"""`adalzhol demo …`"""

import click
from flask.cli import AppGroup

from campaign.reports.demo import PASSWORD, load_demo
from campaign.reports.demo_crowd import load_crowd

demo_group = AppGroup("demo", help="Invented people in a real season.")


@demo_group.command("load")
@click.option("--people", type=click.IntRange(0, 5_000_000), default=0, help="Add a crowd of so many, to try the load.")
def load(people: int) -> None:
    """Fill an empty, upgraded database with Karaganda 2018 and invented people."""
    accounts = load_demo()
    load_crowd(people, lambda words: click.echo(words, err=True))
    width = max(len(account.email) for account in accounts)
    for account in accounts:
        click.echo(f"{account.email:<{width}}  {PASSWORD}  {account.role.value}")
