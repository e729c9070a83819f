"""Work pages of the documents of stock; they share one blueprint. The closing of books has its own."""

from campaign.materials.ledger.views import arriving, documents, making
from campaign.materials.ledger.views.desk import bp
from campaign.materials.ledger.views.periods import periods_bp

__all__ = ["arriving", "bp", "documents", "making", "periods_bp"]
