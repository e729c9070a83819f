"""What tests of papers share: acting as somebody, and reading a frozen paper as a reader who searches in it does."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdf

from campaign.accounts.models import User
from campaign.accounts.queries import actor_with_id
from campaign.core.actor import acting_as
from campaign.papers import documents, queries


@contextmanager
def acting(user: User) -> Iterator[None]:
    with acting_as(actor_with_id(user.id)):
        yield


def pages_of(number: int) -> list[str]:
    pdf = documents.paper_pdf(queries.paper_sheet(number))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
