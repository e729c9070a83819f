"""Work pages of certificates and letters of thanks."""

from campaign.people.thanks.views import making, pages
from campaign.people.thanks.views.desk import bp

__all__ = ["bp", "making", "pages"]
