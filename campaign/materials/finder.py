"""What a search for everything finds of materials, stores, and the documents of the ledger."""

import re
from typing import Final

from flask import url_for
from sqlalchemy import select

from campaign.core.actor import P
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.materials.ledger.queries import find_documents, places_named
from campaign.materials.ledger.schemas import DocumentFilter
from campaign.materials.ledger.words import document_called
from campaign.materials.models import Material
from campaign.materials.queries import stores
from campaign.materials.words import USES, place_called
from campaign.web.finding import AT_ONCE, Asked, Finding, Found, best, key_of, listed
from campaign.web.templating import day

_NUMBER: Final = re.compile(r"№?\s*(\d{1,9}(?:/\d{4})?)")


class Materials:
    """By the name or the code; one catalogue for the whole country."""

    label = _l("Materials")
    permission = P.MATERIALS_READ
    icon = "soap"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement; the whole catalogue is looked through."""
        asking = select(Material.id, Material.name, Material.code, Material.use).where(~Material.retired).order_by(Material.id)
        rows = best(asked, [(key_of(row.name, row.code), row) for row in db.session.execute(asking)])
        found = [
            Found(row.name.text(), url_for("stock_staff.material", material_id=row.id), str(USES[row.use])) for row in rows
        ]
        return listed(found, url_for("materials_staff.catalogue"))


class Stores:
    """By the region or the stop that they belong to."""

    label = _l("Stores")
    permission = P.MATERIALS_READ
    icon = "soap"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """Three statements; the stores whose books the asker reads are looked through."""
        rows = best(asked, [(key_of(row.name, row.label), row) for row in stores()])
        found = [Found(place_called(row), url_for("stock_staff.store", store_id=row.id)) for row in rows]
        return listed(found, url_for("stock_staff.stock"))


class Documents:
    """Of the ledger, by the number that each store counts for itself: `14`, `14/2018`, `№ 14`."""

    label = _l("Documents of stores")
    permission = P.MATERIALS_READ
    icon = "paper"
    personal = False
    numbered = True

    def find(self, asked: Asked) -> Finding:
        """Nine statements at most, none for what is no number; no more are counted than are shown."""
        typed = _NUMBER.fullmatch(asked.text)
        if typed is None:
            return Finding()
        page = find_documents(DocumentFilter(words=typed[1]), size=AT_ONCE)
        rows = [one.row for one in page.rows]
        books = places_named([], [row.store_id for row in rows])
        found = tuple(
            Found(
                document_called(row), url_for("ledger_staff.document", document_id=row.id),
                f"{place_called(books[row.store_id])} · {day(row.dated_on)}", exact=row.shown_number.startswith(typed[1]),
            )
            for row in rows
        )  # fmt: skip
        more = page.after is not None
        return Finding(found, len(found), or_more=more, url=url_for("ledger_staff.documents", q=asked.text))


FINDERS = (Materials(), Stores(), Documents())
