"""The blueprint that the pages of photos share."""

from flask import Blueprint

from campaign.accounts.large_files import take_large_files
from campaign.people.photos.schemas import MOST_BYTES, MOST_FILES

bp = Blueprint("photos_staff", __name__, url_prefix="/staff")
take_large_files(bp, "event_send", MOST_FILES * MOST_BYTES)
