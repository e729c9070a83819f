"""The test page of a printer, as a PDF."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.i18n import LANGUAGES, language, use_language
from campaign.papers.printer.documents import test_page
from campaign.web.guards import needs

bp = Blueprint("printer_staff", __name__)


@bp.get("/staff/papers/printer.pdf")
@needs(P.PAPERS_PRINT)
def proof() -> ResponseReturnValue:
    asked = request.args.get("in", "")
    code = asked if asked in LANGUAGES else language()
    with use_language(code):
        pdf = test_page()
    headers = {"Content-Disposition": f'inline; filename="printer-test-{code}.pdf"'}
    return Response(pdf, mimetype="application/pdf", headers=headers)
