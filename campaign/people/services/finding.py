"""Finding one's own page by the short code and the last four digits of the phone: for everybody without a link at hand."""

import hmac
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from campaign.accounts.services.limits import QUARTER, Limit, ensure_claimed, forget_old, give_back, network_of
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.people.duplicates.aliases import surviving
from campaign.people.models import Person, Registration, tail_index

FROM_NETWORK: Final = Limit("ticket by code, network", 30, QUARTER)
OF_CODE: Final = Limit("ticket by code, code", 5, QUARTER)
OF_CODE_A_DAY: Final = Limit("ticket by code, code a day", 15, timedelta(days=1))
WRONG: Final = _l(
    "The code and the digits do not fit together. Compare the code with your note or badge; the digits are the last four of "
    "the phone with which you registered. A number that the organizers do not know cannot be used here."
)


def find_ticket(code: str, digits: str, address: str) -> str:
    """The secret of the ticket with this code, for whoever knows the last four digits of its phone.

    `code` was read by `codes.read_code`, `address` is the caller's. Raises Invalid with one and the same sentence for a code
    nobody has, other digits and a person without a phone, after the same work; TooMany after 30 failures of a network or 5 of a
    code in 15 minutes, or 15 of a code in a day: with a badge in hand, trying all digits takes two years. An attempt is claimed
    before anything is compared, and only one that was right is given back.
    """
    claimed = ((FROM_NETWORK, network_of(address)), (OF_CODE, code), (OF_CODE_A_DAY, code))
    with unit_of_work() as session:
        for limit, subject in claimed:
            ensure_claimed(session, limit, subject)
    with widened():
        wanted = select(Registration, Person.phone_tail).join(Person, Person.id == Registration.person_id)
        registration, tail = db.session.execute(wanted.where(Registration.code == code)).one_or_none() or (None, None)
    if not hmac.compare_digest(tail_index(digits), tail or "") or registration is None:
        raise Invalid(WRONG)
    token = surviving(db.session(), registration).token
    with unit_of_work() as session:
        for limit, subject in claimed:
            give_back(session, limit, subject)
        forget_old(session)
    return token
