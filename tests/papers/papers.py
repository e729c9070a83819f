"""What tests of papers share: acting as somebody, and reading a frozen paper as a reader who searches in it does."""

from collections.abc import Iterator
from contextlib import contextmanager

from campaign.accounts.models import User
from campaign.accounts.queries import actor_with_id
from campaign.core.actor import acting_as
from campaign.papers import documents, queries
from tests.pdf import reading


@contextmanager
def acting(user: User) -> Iterator[None]:
    with acting_as(actor_with_id(user.id)):
        yield


def pages_of(number: int) -> list[str]:
    return reading.pages_of(documents.paper_pdf(queries.paper_sheet(number)))
