"""The blueprint that the pages of the press share, and small answers they have in common."""

from flask import Blueprint

from campaign.events.press.words import ANSWER_MARKS, ANSWERS, FORMATS, KINDS, TONGUES

bp = Blueprint("press_staff", __name__, url_prefix="/staff")
WORDS = {"kinds": KINDS, "tongues": TONGUES, "answers": ANSWERS, "answer_marks": ANSWER_MARKS, "formats": FORMATS}
