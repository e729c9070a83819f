"""What the gallery calls things."""

from campaign.core.i18n import Words, _l
from campaign.papers.schemas import Head, SubjectKind

SUBJECTS: dict[SubjectKind, Words] = {
    SubjectKind.RELAY: _l("Papers of a relay"),
    SubjectKind.STOP: _l("Papers of a stop"),
    SubjectKind.EVENT: _l("Papers of an event"),
    SubjectKind.STORE: _l("Papers of a store"),
    SubjectKind.STOCK_DOCUMENT: _l("Papers of a stock document"),
    SubjectKind.EXHIBITION: _l("Papers of an exhibition"),
}
HEADS: dict[Head, Words] = {
    Head.APPROVES: _l("approves"),
    Head.AGREES: _l("agrees"),
    Head.DREW_UP: _l("drew it up"),
}
FORMATS: dict[str, Words] = {
    "A4": _l("A4"),
    "A4 landscape": _l("A4, landscape"),
    "A5": _l("A5"),
    "A5 landscape": _l("A5, landscape"),
    "other": _l("a size of its own"),
}
