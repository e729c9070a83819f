"""What stands at the foot of a sample instead of a number, in the language spoken now."""

from dataclasses import replace

from campaign.accounts.links import address_of
from campaign.core.i18n import _
from campaign.papers.wording import kit_words
from campaign.pdf.schemas import SheetStamp, Words


def sample_stamp() -> SheetStamp:
    """In the place of the number the word SAMPLE; the QR leads to the gallery."""
    return SheetStamp(number=_("SAMPLE"), address=address_of("gallery_staff.gallery"))


def sample_words() -> Words:
    """The kit's own words; in the place of the revision, that nothing of it is real."""
    return replace(kit_words(), revision=_("invented people, nothing of this is kept"))
