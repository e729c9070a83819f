"""What kinds, states, rights and reasons of the exhibition are called, and what is said of words that may not stand there."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.exhibition.schemas import PanelKind, PanelSize, PanelState, PictureRight, TakedownReason, Way
from campaign.exhibition.wording import Found, Wrong

KINDS: Final[dict[PanelKind, Words]] = {
    PanelKind.FACTS: _l("facts"),
    PanelKind.LAW: _l("article of a law"),
    PanelKind.AMOUNTS: _l("sums and what they would buy"),
    PanelKind.POSTER: _l("poster"),
    PanelKind.FIGURES: _l("figures of the campaign"),
    PanelKind.PERSON: _l("convicted person"),
}
STATES: Final[dict[PanelState, Words]] = {
    PanelState.DRAFT: _l("does not hang yet"),
    PanelState.SHOWN: _l("hangs in the hall"),
    PanelState.BLOCKED: _l("blocked"),
    PanelState.TAKEN_DOWN: _l("taken down"),
}
STATE_MARKS: Final[dict[PanelState, str]] = {
    PanelState.DRAFT: "half",
    PanelState.SHOWN: "good",
    PanelState.BLOCKED: "bad",
    PanelState.TAKEN_DOWN: "calm",
}
SIZES: Final[dict[PanelSize, Words]] = {PanelSize.A3: "A3", PanelSize.A4: "A4"}
WAYS: Final[dict[Way, Words]] = {Way.PORTRAIT: _l("upright"), Way.LANDSCAPE: _l("across")}
RIGHTS: Final[dict[PictureRight, Words]] = {
    PictureRight.NO_PICTURE: _l("no picture of the person"),
    PictureRight.AGREED: _l("the person agreed in writing"),
    PictureRight.LICENCE: _l("bought or licensed"),
    PictureRight.OFFICIAL: _l("published by a state body for this use"),
}
REASONS: Final[dict[TakedownReason, Words]] = {
    TakedownReason.SPENT: _l("the record is spent"),
    TakedownReason.EDITED: _l("the panel was changed"),
    TakedownReason.WITHDRAWN: _l("an approval was taken back"),
    TakedownReason.SWITCHED_OFF: _l("panels about persons were switched off"),
    TakedownReason.ASKED: _l("somebody asked for it"),
    TakedownReason.ERASED: _l("the person was erased"),
}
WRONG_REMEDIES: Final[dict[Wrong, Words]] = {
    Wrong.IIN: _l("An IIN never stands on a panel: take it out."),
    Wrong.SUSPECT: _l("Only what a court has decided for good is shown: write it in other words, or leave it out."),
    Wrong.RELATIVE: _l("Relatives are never shown: leave them out."),
    Wrong.ADDRESS: _l("Nobody's address is shown: leave it out."),
    Wrong.NAMED: _l("Leave the name out, or make a panel of the kind “convicted person”, which has conditions."),
}


def wrong_said(found: Found) -> str:
    """What is wrong with words that were found, with the words."""
    match found.wrong:
        case Wrong.IIN:
            return _("“%(words)s” reads like an IIN.", words=found.words)
        case Wrong.SUSPECT:
            return _("“%(words)s” speaks of somebody who is not convicted.", words=found.words)
        case Wrong.RELATIVE:
            return _("“%(words)s” speaks of a relative.", words=found.words)
        case Wrong.ADDRESS:
            return _("“%(words)s” reads like an address.", words=found.words)
        case Wrong.NAMED:
            return _("“%(words)s” names a convicted person on a panel of another kind.", words=found.words)
