"""Reading accounts: who asks, what they may do and where, and the lists for those who look after accounts."""

from campaign.accounts.queries.identity import (
    actor_of,
    actor_of_request,
    actor_with_email,
    actor_with_id,
    email_key,
    grants_of,
    open_sessions,
    own_account,
    session_of_request,
    sessions_of,
)
from campaign.accounts.queries.in_charge import in_charge_of
from campaign.accounts.queries.lists import account_row, accounts_of, choices_for, demo_accounts, users_called
from campaign.accounts.queries.open_links import link_of_token
from campaign.accounts.schemas import COOKIE

__all__ = [
    "COOKIE",
    "account_row",
    "accounts_of",
    "actor_of",
    "actor_of_request",
    "actor_with_email",
    "actor_with_id",
    "choices_for",
    "demo_accounts",
    "email_key",
    "grants_of",
    "in_charge_of",
    "link_of_token",
    "open_sessions",
    "own_account",
    "session_of_request",
    "sessions_of",
    "users_called",
]
