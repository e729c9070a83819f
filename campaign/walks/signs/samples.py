"""The door signs of an invented building, two on a sheet; the number of each says that it is a sample."""

from campaign.core.i18n import _, use_language
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Sample, Size
from campaign.papers.gallery.wording import sample_stamp
from campaign.pdf.signs import stream
from campaign.pdf.signs.schemas import Format, Sign, SignSet
from campaign.people.badges.words import brand_lines
from campaign.walks.signs.schemas import SIGNS, Tongues, sign_number
from campaign.walks.signs.words import USUAL, in_tongues, sign_words, slogan_words, tied


def _signs(cast: Cast, size: Size) -> SignSet:
    """In Kazakh and Russian together, whatever language is spoken; a sign without words where no door is known."""
    codes, number = Tongues.BOTH.codes, _("SAMPLE")
    building = cast.words("Қала әкімдігі", "Акимат города", "City akimat")
    signs = tuple(_sign(cast, door, number, codes) for door in size.of(5)) or (Sign("", (), number),)
    with use_language(codes[0]):
        campaign = cast.campaign.text()
        return SignSet(
            format=Format.A5, language=codes[0], title=_("Door signs: %(building)s", building=building.text()),
            brand=tuple(brand_lines(campaign)), slogan=slogan_words(USUAL, codes), words=sign_words(codes), signs=signs,
            hotline="1424", address=sample_stamp().address, author=campaign,
        )  # fmt: skip


def _sign(cast: Cast, door: int, number: str, codes: tuple[str, ...]) -> Sign:
    department = cast.words("Ішкі саясат бөлімі", "Отдел внутренней политики", "Department of domestic policy")
    return Sign(tied(str(301 + door)), in_tongues((department, cast.place(door)), codes), sign_number(number, door + 1))


SAMPLES = (Sample(SIGNS, lambda cast, size: b"".join(stream(_signs(cast, size)))),)
