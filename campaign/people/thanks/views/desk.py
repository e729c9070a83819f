"""The blueprint that the work pages of certificates share, and their PDF as an answer."""

from collections.abc import Iterable

from flask import Blueprint, Response

from campaign.people.thanks.documents import certificates_pdf
from campaign.people.thanks.schemas import CertificateRow

bp = Blueprint("people_thanks", __name__, url_prefix="/staff")


def pdf(rows: Iterable[CertificateRow], name: str) -> Response:
    """Shown in the browser, a page each."""
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(certificates_pdf(rows), mimetype="application/pdf", headers=shown)
