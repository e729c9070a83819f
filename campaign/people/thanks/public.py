"""Pages for everyone: whether a certificate is real, and taking one's own from the ticket."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.people import services as people
from campaign.people.thanks import services
from campaign.people.thanks.documents import certificates_pdf
from campaign.people.thanks.wording import hours_words
from campaign.web.guards import open_to_all

bp = Blueprint("certificates", __name__)


@bp.get("/certificates/<certificate_code>")
@open_to_all
def check(certificate_code: str) -> ResponseReturnValue:
    found = services.checked(certificate_code)
    return render_template("people/public/certificate.html", found=found, hours=hours_words(found.minutes))


@bp.get("/C/<certificate_code>")
@open_to_all
def scanned(certificate_code: str) -> ResponseReturnValue:
    """What the code on a paper leads to: short, in capitals."""
    return redirect(url_for(".check", certificate_code=certificate_code))


@bp.get("/ticket/<token>/certificates/<int:certificate_id>.pdf")
@open_to_all
def own(token: str, certificate_id: int) -> ResponseReturnValue:
    row = services.own_certificate(people.ticket_with(token), certificate_id)
    shown = {"Content-Disposition": f'inline; filename="{row.kind.value}-{row.code}.pdf"', "Cache-Control": "no-store"}
    return Response(certificates_pdf([row]), mimetype="application/pdf", headers=shown)
