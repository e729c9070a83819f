"""Who may give which role, and who may switch whom off: never beyond what one looks after, and never oneself."""

from campaign.accounts.schemas import AccountRow, GrantRow, Role
from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_give(actor: Actor, grant: GrantRow) -> bool:
    """A national coordinator gives every role, a regional organizer makes coordinators of the region's own stops.

    Organizers don't appoint each other: who answers for a region is for the country to say.
    """
    if actor.is_national:
        return True
    return grant.role is Role.STOP and actor.may_at(P.ACCOUNTS_MANAGE, grant.region_id, grant.stop_id)


def ensure_can_give(actor: Actor, grant: GrantRow) -> None:
    if not can_give(actor, grant):
        raise Refused(
            _l("You can appoint coordinators for the stops of your region. The national coordinator gives other roles.")
        )


def is_own(actor: Actor, account_id: int) -> bool:
    return actor.user_id is not None and actor.user_id == account_id


def can_change_role(actor: Actor, account: AccountRow, grant: GrantRow) -> bool:
    return can_give(actor, grant) and not is_own(actor, account.id)


def ensure_can_change_role(actor: Actor, account: AccountRow, grant: GrantRow) -> None:
    """Give or take this role of this account."""
    if is_own(actor, account.id):
        raise Refused(_l("Nobody changes their own roles. Ask another coordinator."))
    ensure_can_give(actor, grant)


def can_look_after(actor: Actor, account: AccountRow) -> bool:
    """Switch off or on and invite again: only whoever could have given all its roles."""
    if is_own(actor, account.id):
        return False
    if actor.is_national:
        return True
    return bool(account.grants) and not account.has_more_grants and all(can_give(actor, g) for g in account.grants)


def ensure_can_look_after(actor: Actor, account: AccountRow) -> None:
    if is_own(actor, account.id):
        raise Refused(_l("Nobody switches off their own account. Ask another coordinator."))
    if not can_look_after(actor, account):
        raise Refused(_l("This account has roles outside your care. Ask the national coordinator."))
