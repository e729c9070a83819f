"""What the pages of documents share: their blueprint and how they call things."""

from flask import Blueprint

from campaign.materials.ledger.words import (
    amount_called,
    book_called,
    document_called,
    named,
    unit_called,
    variant_called,
    way_called,
)

bp = Blueprint("ledger_staff", __name__, url_prefix="/staff")
for said in (amount_called, book_called, document_called, named, unit_called, variant_called, way_called):
    bp.add_app_template_global(said)
