"""`adalzhol demo …`"""

import click
from flask.cli import AppGroup

from campaign.reports.demo import PASSWORD, load_demo

demo_group = AppGroup("demo", help="Invented people in a real season.")


@demo_group.command("load")
def load() -> None:
    """Fill an empty, upgraded database with Karaganda 2018 and invented people."""
    accounts = load_demo()
    width = max(len(account.email) for account in accounts)
    for account in accounts:
        click.echo(f"{account.email:<{width}}  {PASSWORD}  {account.role.value}")
