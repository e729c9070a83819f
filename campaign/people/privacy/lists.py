"""The list of erasures: a file beside the database that outlives it, one signed line for each, no name in it."""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from campaign.core import crypto, erasures
from campaign.core.db import db
from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.people.privacy.models import Erasure
from campaign.people.privacy.schemas import ErasureLine


def signature_of(uid: str, at: datetime) -> str:
    """The proof that this installation erased them, from its key of tokens."""
    return crypto.derived_token("erasure", f"{uid}:{at.isoformat()}", 1)


def lines() -> Iterator[ErasureLine]:
    """Every erasure of the database, the oldest first. One statement."""
    asked = select(Erasure.person_uid, Erasure.erased_at, Erasure.signature).order_by(Erasure.id)
    for uid, at, signature in db.session.execute(asked.execution_options(yield_per=1000)):
        yield ErasureLine(uid, at, signature)


def write_down() -> None:
    """Add to the file beside the database what the database has and it has not; on the disk when this returns."""
    path = erasures.own_list()
    known = {line.uid for line in read_list(path)} if path.exists() else set()
    if missing := [as_facts(line) for line in lines() if line.uid not in known]:
        erasures.append(*missing)


def as_facts(line: ErasureLine) -> dict[str, object]:
    return {"uid": line.uid, "at": line.at.isoformat(), "signature": line.signature}


def read_list(path: Path) -> list[ErasureLine]:
    """The lines of a list. Raises Invalid at one that this installation did not write, with its number."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            said = json.loads(line)
            read = ErasureLine(str(said["uid"]), datetime.fromisoformat(said["at"]), str(said["signature"]))
        except (ValueError, KeyError, TypeError) as error:
            raise Invalid(_l("Line %(number)s of the list of erasures cannot be read.", number=number)) from error
        if not hmac.compare_digest(read.signature, signature_of(read.uid, read.at)):
            raise Invalid(_l("Line %(number)s of the list of erasures was not written by this installation.", number=number))
        found.append(read)
    return found
