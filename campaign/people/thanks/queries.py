"""Reading certificates and letters, and the words of an event's. Rows outside the asker's scope do not exist here."""

import hashlib
import json
from typing import Any

from sqlalchemy import func, select

from campaign.core import crypto
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.people.thanks.models import Certificate, ThanksText
from campaign.people.thanks.schemas import CertificateRow, Frozen, Texts, ThanksKind
from campaign.people.thanks.wording import usual_texts

COLUMN = "certificates.content"
NO_CERTIFICATE = _l("There is no such certificate. Check the number and the code on the paper.")


def texts_of(event_id: int) -> Texts:
    """What was written for the event, and the usual words where nothing was. One statement."""
    row = db.session.scalar(select(ThanksText).where(ThanksText.event_id == event_id))
    usual = usual_texts()
    if row is None:
        return usual
    return Texts(row.certificate or usual.certificate, row.letter or usual.letter, row.version, is_own=True)


def seal_of(frozen: Frozen, uid: str) -> bytes:
    return crypto.seal(json.dumps(frozen.content(), ensure_ascii=False, sort_keys=True), COLUMN, uid)


def row_of(certificate: Certificate) -> CertificateRow:
    """The row with what stands on it. Raises Conflict when that is no longer what was made."""
    try:
        frozen = Frozen.of(json.loads(crypto.unseal(certificate.content_sealed, COLUMN, certificate.uid)))
    except ValueError as error:
        raise Conflict(
            _l("What is stored of this certificate is no longer what was made, so it is not shown. Make it anew.")
        ) from error
    return CertificateRow(
        certificate.id, certificate.kind, certificate.registration_id, certificate.event_id, certificate.region_id,
        certificate.stop_id, certificate.minutes, certificate.made_at, certificate.released_at, certificate.replaced_at,
        certificate.code, frozen,
    )  # fmt: skip


def _standing(event_id: int) -> Any:
    return select(Certificate).where(Certificate.event_id == event_id, Certificate.replaced_at.is_(None))


def certificates_of(event_id: int, kind: ThanksKind | None = None) -> tuple[CertificateRow, ...]:
    """Those of an event that stand, by their number. One statement, some 20 µs a row."""
    asked = _standing(event_id).order_by(Certificate.number).execution_options(populate_existing=True)
    found = db.session.scalars(asked if kind is None else asked.where(Certificate.kind == kind))
    return tuple(row_of(certificate) for certificate in found)


def how_many(event_id: int, kind: ThanksKind) -> int:
    """How many of an event stand. One statement."""
    counted = select(func.count(Certificate.id)).where(Certificate.event_id == event_id, Certificate.kind == kind)
    return db.session.scalar(counted.where(Certificate.replaced_at.is_(None))) or 0


def certificate_row(certificate_id: int) -> CertificateRow:
    """Raises NotFound outside the asker's scope. One statement."""
    found = db.session.get(Certificate, certificate_id, populate_existing=True)
    if found is None:
        raise NotFound(NO_CERTIFICATE)
    return row_of(found)


def released_for(registration_id: int) -> tuple[CertificateRow, ...]:
    """What the holder of a registration may take. One statement."""
    asked = select(Certificate).where(
        Certificate.registration_id == registration_id, Certificate.released_at.is_not(None), Certificate.replaced_at.is_(None)
    )
    return tuple(row_of(certificate) for certificate in db.session.scalars(asked.order_by(Certificate.number)))


def recipient_key(name_key: str) -> str:
    """For somebody of whom only a name is known."""
    return f"name:{hashlib.sha256(name_key.encode()).hexdigest()[:40]}"
