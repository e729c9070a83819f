"""Work pages: every printed sheet that the asker may read; a number leads straight to its sheet."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import prints
from campaign.core.actor import P
from campaign.core.errors import NotFound
from campaign.core.i18n import Words, _l
from campaign.papers.addresses import number_and_page
from campaign.papers.presses import PRESSES
from campaign.papers.printed import forms, queries
from campaign.papers.printed.schemas import ListedSheet
from campaign.web.guards import needs

bp = Blueprint("printed_staff", __name__, url_prefix="/staff")


@bp.get("/sheets")
@needs(P.PAPERS_PRINT)
def sheets() -> ResponseReturnValue:
    asked, wrong = request.args.get("number", "").strip(), None
    if asked:
        found, wrong = _led(asked[:300])
        if found is not None:
            return redirect(found, 302)
    wish = forms.filter_of(request.args)
    page = queries.find_sheets(wish, request.args.get("page"))
    return render_template(
        "papers/staff/printed/sheets.html", page=page, wish=wish, given=forms.address_of(wish), asked=asked[:300], wrong=wrong,
        kinds=[(press.code, press.name) for press in PRESSES.values()], sheet_url=_page, sheet_pdf_url=_pdf,
    ), 422 if wrong else 200  # fmt: skip


def _led(text: str) -> tuple[str | None, Words | None]:
    """Where a typed number or a scanned address leads, or the sentence that says why nowhere."""
    typed = number_and_page(text)
    if typed is None:
        return None, _l("This is no number of a sheet. It stands at the foot of the page. For example: 00418 or 00418-2.")
    try:
        queries.ensure_listed(typed[0])
        endpoint, values = prints.page_of(typed[0])
    except NotFound as error:
        return None, error.message
    return url_for(endpoint, **values), None


def _page(row: ListedSheet) -> str:
    endpoint, parameter = prints.PAGES[row.press.code]
    given: dict[str, Any] = {parameter: row.number}
    return url_for(endpoint, **given)


def _pdf(row: ListedSheet) -> str:
    return f"{_page(row)}.pdf"
