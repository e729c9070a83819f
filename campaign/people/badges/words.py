"""What badges say that is nobody's own, in the language of the badges; and what the layouts are called."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l, use_language
from campaign.pdf.badges.layouts import DRAWERS
from campaign.pdf.badges.schemas import BadgeWords, Layout
from campaign.people.badges.schemas import Which

_QUOTES: Final = "«»“”„\"' "
NAMES: Final[Mapping[Layout, Words]] = {
    Layout.A6: _l("A6, for a lanyard"),
    Layout.A7: _l("A7, for a holder"),
    Layout.CARD: _l("Card"),
    Layout.WRISTBAND: _l("Wristband"),
    Layout.STICKER: _l("Sticker"),
}
WHOSE: Final[Mapping[Which, Words]] = {
    Which.DUE: _l("new and changed"),
    Which.NEW: _l("new only"),
    Which.ALL: _l("everybody"),
    Which.ONE: _l("one person"),
    Which.BLANK: _l("blank, for walk-ins"),
}


def size_line(layout: Layout) -> str:
    """`105 × 148 mm, 4 on a sheet`."""
    sheet = DRAWERS[layout].sheet
    return _(
        "%(width)s × %(height)s mm, %(count)s on a sheet", width=int(sheet.width), height=int(sheet.height), count=sheet.each
    )


def brand_lines(campaign: str) -> list[str]:
    """The campaign's name in capitals: its motto in two lines where a dash parts it."""
    first, dash, second = campaign.strip(_QUOTES).partition(" – ")
    return [part.upper() for part in ((first, second.strip(_QUOTES)) if dash else (first,))]


def badge_words() -> BadgeWords:
    """In the language spoken now; what is read by whoever glues a wristband, in both languages of the country."""
    glue = []
    for code in ("kk", "ru"):
        with use_language(code):
            glue.append(_("glue here"))
    return BadgeWords(_("Sheet"), _("group"), _("leader"), _("code"), _("Surname"), _("First name"), tuple(glue))
