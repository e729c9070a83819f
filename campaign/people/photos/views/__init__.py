"""Staff pages of photos: those of an event, one photo, those of a stop."""

from campaign.people.photos.views import event, photo, stop
from campaign.people.photos.views.desk import bp

__all__ = ["bp", "event", "photo", "stop"]
