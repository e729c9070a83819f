"""Work pages: making a document by hand. First the store in whose book it is written, then what and how many."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.materials import queries as stock
from campaign.materials.ledger import forms, queries, services
from campaign.materials.ledger.schemas import Book
from campaign.materials.ledger.views.desk import bp
from campaign.materials.ledger.words import ABOUT, DOCUMENTS, NEW, book_called
from campaign.materials.schemas import DocumentKind, VariantRow
from campaign.web.answers import AGAIN
from campaign.web.guards import needs


@bp.route("/stock/documents/new/<stock_act>", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def new_document(stock_act: str) -> ResponseReturnValue:
    kind = services.kind_made_by_hand(stock_act)
    books = queries.books()
    book = _book(books)
    if book is None:
        return render_template(
            "materials/staff/ledger/choose.html", kind=kind, books=_choices(books), title=NEW[kind], about=ABOUT[kind]
        )  # fmt: skip
    rows, there = _offered(kind, book)
    form = _form(kind, book, books)
    form.take(rows.values(), request.form)
    if form.is_sent_and_valid():
        try:
            return _posted(form, kind, book)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors = [str(error)]
            return _page(form, kind, book, books, there), AGAIN
    return _page(form, kind, book, books, there), form.status()


def _book(books: tuple[Book, ...]) -> Book | None:
    """The one that the address names, or the only one there is."""
    key = request.args.get("book", "")
    if not key:
        return books[0] if len(books) == 1 else None
    return queries.book_named(key, books)


def _choices(books: tuple[Book, ...]) -> list[tuple[str, str]]:
    return [(book.key, book_called(book)) for book in books]


def _offered(kind: DocumentKind, book: Book) -> tuple[Mapping[int, VariantRow], Mapping[int, int]]:
    """The materials that may stand in it, and how many of each are in the store."""
    balances = stock.balances_at([book.place_id]) if book.place_id else {}
    there = {variant_id: left for (_place, variant_id), left in balances.items()}
    everything = stock.variants(with_retired=True)
    if kind is DocumentKind.RECEIPT:
        return {row.id: row for row in everything.values() if not row.retired}, there
    return {row.id: row for row in everything.values() if row.id in there}, there


def _form(kind: DocumentKind, book: Book, books: tuple[Book, ...]) -> forms.DocumentForm:
    if kind is not DocumentKind.TRANSFER:
        return forms.DocumentForm(dated_on=clock.campaign_today())
    form = forms.TransferForm(dated_on=clock.campaign_today())
    form.offer(other for other in queries.books(book.region_id) if other.key != book.key)
    form.allow(at_once=any(other.region_id == book.region_id and other.key != book.key for other in books))
    return form


def _posted(form: forms.DocumentForm, kind: DocumentKind, book: Book) -> ResponseReturnValue:
    posted = services.make(form.document(kind, book.key), form.key())
    flash(_("%(kind)s %(number)s is posted.", kind=DOCUMENTS[kind], number=posted.shown_number), "good")
    return redirect(url_for(".document", document_id=posted.document_id), 303)


def _page(form: forms.DocumentForm, kind: DocumentKind, book: Book, books: tuple[Book, ...], there: Mapping[int, int]) -> str:
    return render_template(
        "materials/staff/ledger/new.html", form=form, kind=kind, book=book, books=_choices(books), there=there, title=NEW[kind],
        about=ABOUT[kind], sends=kind is DocumentKind.TRANSFER, receives=kind is DocumentKind.RECEIPT,
    )  # fmt: skip
