"""`adalzhol accounts …`: the first administrator, and who has an account."""

import json

import click
from flask.cli import AppGroup

from campaign.accounts import links, queries, services
from campaign.accounts.factors import services as factors
from campaign.core.actor import current_actor

group = AppGroup("accounts", help="Who may come in.")


@group.command("first-admin")
@click.argument("email")
@click.option("--name", default="", help="The person's full name; the person can correct it.")
def first_admin(email: str, name: str) -> None:
    """Invite EMAIL as the first national coordinator and print the link."""
    link = services.invite_first_admin(email, name or email)
    click.echo(f"Open this link within 7 days and choose a password:\n{links.address_of_link(link.purpose, link.uid)}")


@group.command("reset-factors")
@click.argument("email")
def reset_factors(email: str) -> None:
    """Take the second factor of EMAIL away: the phone and the paper are lost."""
    factors.reset_factors(queries.actor_with_email(email).user_id or 0)
    click.echo("The second factor is taken away and all devices are signed out. A new one is set up after the next password.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def list_accounts(as_json: bool) -> None:
    """Accounts, their state and their roles."""
    rows = queries.accounts_of(current_actor())
    if as_json:
        accounts = [
            {"id": row.id, "email": row.email, "state": row.state.value, "roles": [grant.code for grant in row.grants]}
            for row in rows
        ]
        click.echo(json.dumps({"accounts": accounts}, ensure_ascii=False))
        return
    for row in rows:
        roles = ", ".join(f"{grant.role.value} {grant.place.text('en')}".strip() for grant in row.grants)
        click.echo(f"{row.id}\t{row.state.value}\t{row.email}\t{roles or 'no role'}")
