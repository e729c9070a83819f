"""Acts on accounts: coming in and going out, passwords, invitations, roles."""

from campaign.accounts.services.care import (
    add_role,
    invite,
    invite_again,
    invite_first_admin,
    make_account,
    remove_role,
    switch_off,
    switch_on,
)
from campaign.accounts.services.choosing import (
    accept_invitation,
    change_password,
    request_reset,
    reset_password,
    save_own,
)
from campaign.accounts.services.sessions import end_others, end_session, note_seen, sign_in, sign_out

__all__ = [
    "accept_invitation",
    "add_role",
    "change_password",
    "end_others",
    "end_session",
    "invite",
    "invite_again",
    "invite_first_admin",
    "make_account",
    "note_seen",
    "remove_role",
    "request_reset",
    "reset_password",
    "save_own",
    "sign_in",
    "sign_out",
    "switch_off",
    "switch_on",
]
