"""Looking after accounts: inviting, giving and taking roles, switching off and on."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.accounts import passwords, policies
from campaign.accounts.models import RoleGrant, User
from campaign.accounts.queries import account_row, email_key
from campaign.accounts.queries.open_links import link_row
from campaign.accounts.queries.places import is_region, region_of_stop
from campaign.accounts.schemas import AccountRow, AccountState, GrantRow, Invite, LinkPurpose, LinkRow, Role
from campaign.accounts.services.links import end_links, new_link
from campaign.accounts.services.sessions import end_all
from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor, ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _l, language
from campaign.core.text import clean_line


def _whole(grant: GrantRow) -> GrantRow:
    """The grant with the region of its stop. Raises NotFound when there is no such region or stop."""
    if grant.role is Role.STOP:
        region_id = region_of_stop(grant.stop_id or 0)
        if region_id is None:
            raise NotFound(_l("There is no such stop."))
        return GrantRow(Role.STOP, region_id, grant.stop_id)
    if grant.role is Role.REGION and not is_region(grant.region_id or 0):
        raise NotFound(_l("There is no such region."))
    return grant


def _facts(grant: GrantRow) -> dict[str, object]:
    return {"role": grant.role.value, "region": grant.region_id, "stop": grant.stop_id}


def _add_grant(session: Session, user_id: int, grant: GrantRow) -> None:
    at_region = grant.region_id if grant.role is Role.REGION else None
    session.add(RoleGrant(user_id=user_id, role=grant.role, region_id=at_region, stop_id=grant.stop_id))


def make_account(session: Session, email: str, name: str, grant: GrantRow, *, password: str = "", language: str = "ru") -> User:
    """A new account with one role, in the caller's unit of work; without a password it waits for an invitation.

    Judges no rights. Raises Invalid, for the field `email`, when the address is taken.
    """
    key = email_key(email)
    if session.scalar(select(User.id).where(User.email_key == key)) is not None:
        raise taken()
    user = User(
        uid=crypto.new_uid(), email=clean_line(email), email_key=key, name=clean_line(name), language=language,
        password_hash=passwords.hashed(password) if password else "", made_at=clock.now(),
    )  # fmt: skip
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:  # somebody was faster
        raise taken() from error
    _add_grant(session, user.id, grant)
    session.flush()
    return user


def taken() -> Invalid:
    problem = Problem(
        "email",
        "taken",
        _l("There is an account with this address already. Look for it in the list, or ask the national coordinator."),
    )
    return Invalid(problem.message, [problem])


def invite(wish: Invite) -> LinkRow:
    """Make the account and send the invitation; the link is answered too, so that it can be handed over otherwise.

    Raises Refused beyond one's own care, NotFound for no such place, Invalid when the address has an account.
    """
    ensure_fresh()
    grant = _whole(wish.grant)
    policies.ensure_can_give(current_actor(), grant)
    with unit_of_work() as session:
        user = make_account(session, wish.email, wish.name, grant, language=wish.language)
        link = new_link(session, user, LinkPurpose.INVITATION)
        audit.note(session, "invited", "account", user.id, region_id=grant.region_id, after=_facts(grant))
        return link_row(link, user)


def _of_mine(user_id: int) -> AccountRow:
    return account_row(current_actor(), user_id)


def _user(session: Session, user_id: int) -> User:
    """The row itself, held until the end of the unit of work: before its links and sessions, as everybody does."""
    asked = select(User).where(User.id == user_id).with_for_update(key_share=True)
    return session.scalars(asked.execution_options(populate_existing=True)).one()


def invite_again(user_id: int) -> LinkRow:
    """A new invitation; the earlier one ends. Raises NotFound, Refused, and Conflict when it was accepted already."""
    ensure_fresh()
    with unit_of_work() as session:
        policies.ensure_can_look_after(current_actor(), _of_mine(user_id))
        user = _user(session, user_id)
        if _of_mine(user_id).state is not AccountState.INVITED:
            raise Conflict(_l("This person has come in already. A forgotten password is mended on the sign-in page."))
        link = new_link(session, user, LinkPurpose.INVITATION)
        audit.note(session, "invited again", "account", user_id, after={"link": link.id})
        return link_row(link, user)


def add_role(user_id: int, wish: GrantRow) -> None:
    """Give the account one more role. Its sessions end. Raises NotFound, Refused; Conflict when it has the role."""
    ensure_fresh()
    grant = _whole(wish)
    with unit_of_work() as session:
        account = _of_mine(user_id)
        policies.ensure_can_change_role(current_actor(), account, grant)
        _user(session, user_id)
        if any(held.code == grant.code for held in _of_mine(user_id).grants):
            raise Conflict(_l("This account has the role already."))
        _ensure_auditors_run_nothing(session, user_id, grant)
        _add_grant(session, user_id, grant)
        end_all(session, user_id)
        audit.note(session, "role given", "account", user_id, region_id=grant.region_id, after=_facts(grant))


def _ensure_auditors_run_nothing(session: Session, user_id: int, grant: GrantRow) -> None:
    """Raises Conflict. Roles outside the care of whoever asks count too."""
    held = set(session.scalars(select(RoleGrant.role).where(RoleGrant.user_id == user_id)))
    if held and Role.AUDITOR in {grant.role, *held}:
        raise Conflict(_l("Whoever audits runs nothing. Give this person an account of its own for the other role."))


def remove_role(user_id: int, grant_id: int) -> None:
    """Take a role. The account's sessions end. Raises NotFound, Refused; Conflict for the last national coordinator."""
    ensure_fresh()
    with unit_of_work() as session:
        _of_mine(user_id)
        _user(session, user_id)
        account = _of_mine(user_id)
        grant = next((held for held in account.grants if held.id == grant_id), None)
        if grant is None:
            raise NotFound(_l("This role is not there any more."))
        policies.ensure_can_change_role(current_actor(), account, grant)
        if grant.role is Role.NATIONAL:
            _ensure_another_national(session, user_id)
        session.delete(session.get_one(RoleGrant, grant_id))
        end_all(session, user_id)
        audit.note(session, "role taken", "account", user_id, region_id=grant.region_id, before=_facts(grant))


def _ensure_another_national(session: Session, user_id: int) -> None:
    """Raises Conflict when nobody else could look after the country's accounts. Holds the rows it counted."""
    others = session.scalars(
        select(User.id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == Role.NATIONAL, User.active, User.password_hash != "")
        .order_by(User.id)
        .with_for_update()
    ).all()
    if set(others) <= {user_id}:
        raise Conflict(_l("This is the only national coordinator. Invite another one first."))


def switch_off(user_id: int) -> None:
    """The account may not come in any more; its sessions and links end. Raises NotFound, Refused or Conflict."""
    ensure_fresh()
    with unit_of_work() as session:
        account = _of_mine(user_id)
        policies.ensure_can_look_after(current_actor(), account)
        if any(grant.role is Role.NATIONAL for grant in account.grants):
            _ensure_another_national(session, user_id)
        _user(session, user_id).active = False
        end_all(session, user_id)
        end_links(session, user_id)
        audit.note(session, "account switched off", "account", user_id)


def switch_on(user_id: int) -> None:
    """The account may come in again, with the password it had. Raises NotFound or Refused."""
    with unit_of_work() as session:
        account = _of_mine(user_id)
        policies.ensure_can_look_after(current_actor(), account)
        _user(session, user_id).active = True
        audit.note(session, "account switched on", "account", user_id)


def invite_first_admin(email: str, name: str) -> LinkRow:
    """The first national coordinator of an installation. Asked again before the invitation is accepted, a new link.

    Raises Conflict when another account is national coordinator, or this one has come in already.
    """
    key = email_key(email)
    with unit_of_work() as session:
        nationals = session.scalars(
            select(User).join(RoleGrant, RoleGrant.user_id == User.id).where(RoleGrant.role == Role.NATIONAL)
        ).all()
        if any(user.email_key != key or user.password_hash for user in nationals):
            raise Conflict(_l("There is a national coordinator already, who can invite others on the page Accounts."))
        user = next(iter(nationals), None) or make_account(session, email, name, GrantRow(Role.NATIONAL), language=language())
        link = new_link(session, user, LinkPurpose.INVITATION, send=False)
        audit.note(session, "invited", "account", user.id, after={"role": Role.NATIONAL.value})
        return link_row(link, user)
