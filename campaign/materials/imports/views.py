"""Work pages: opening stock from a table; sent, looked at with everything that is wrong, and brought in."""

from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.core.text import clean_line
from campaign.materials import queries as stock
from campaign.materials.imports import services
from campaign.materials.imports.forms import BringForm, StockTableForm
from campaign.materials.imports.incoming import COLUMNS, WORDS, Judged
from campaign.materials.ledger import queries
from campaign.sheets.carried import carried, given
from campaign.sheets.reading import read_table
from campaign.web.guards import needs
from campaign.web.uploads import say_most

bp = Blueprint("stock_imports", __name__, url_prefix="/staff")
say_most(bp, "send", StockTableForm.most_bytes)


@dataclass(frozen=True)
class Look:
    """What a table would do. `trouble`: why it can do nothing."""

    judged: Judged = field(default_factory=lambda: Judged({}, ()))
    trouble: str = ""


@bp.route("/stock/import", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def send() -> ResponseReturnValue:
    form, look, bring = StockTableForm(), None, None
    if form.is_sent_and_valid():
        try:
            rows = given(read_table(form.upload()), COLUMNS)
            trouble = rows.trouble(WORDS)
            look = Look(trouble=trouble) if trouble else Look(services.look(rows))
        except Invalid as error:
            look = Look(trouble=str(error))
        else:
            bring = BringForm(formdata=None, rows=rows.as_text(), name=form.file_name, dated_on=clock.campaign_today())
    wrong = look is not None and bool(look.trouble or look.judged.errors)
    return _page(form, look, bring), 422 if wrong else form.status()


@bp.post("/stock/import/bring")
@needs(P.MATERIALS_WRITE)
def bring() -> ResponseReturnValue:
    form = BringForm()
    rows = carried(form.rows.data or "", COLUMNS)
    if form.is_sent_and_valid():
        try:
            note = _("Opening stock: %(file)s", file=clean_line(form.name.data or "")[:120])
            made = services.bring_in(rows, form.dated_on.data, note, form.key())
        except (Conflict, Invalid) as error:
            return _page(StockTableForm(formdata=None), Look(services.look(rows), str(error)), form), 409
        flash(_n("%(num)d receipt is posted.", "%(num)d receipts are posted.", len(made)), "good")
        return redirect(url_for("ledger_staff.documents"), 303)
    return _page(StockTableForm(formdata=None), Look(services.look(rows)), form), form.status()


def _page(form: StockTableForm, look: Look | None, bring: BringForm | None) -> str:
    return render_template(
        "materials/staff/imports/stock.html", form=form, look=look, bring=bring, columns=WORDS, variants=stock.variants(),
        books={book.key: book for book in queries.books()},
    )  # fmt: skip
