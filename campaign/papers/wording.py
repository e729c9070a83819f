"""Words that papers of all features share, in the language spoken now."""

from datetime import date

from campaign.core.i18n import _, language
from campaign.core.numerals import number_sign
from campaign.pdf.schemas import Words

SPACE = "\u00a0"


def campaign_line(name: str) -> str:
    """The line above the title: a campaign named only by its motto, in quotation marks, is told what it is."""
    return _("Anti-corruption marathon relay %(name)s", name=name) if name[:1] in '«“„"' else name


def day_figures(day: date, years: set[int]) -> str:
    """`06.04` for a cell; with the year where a paper has days of several years."""
    return f"{day:%d.%m.%Y}" if len(years) > 1 else f"{day:%d.%m}"


def kept(words: str) -> str:
    """Words that stay on one line: a name with its initials, a number with what it counts."""
    return words.replace(" ", SPACE)


def kit_words() -> Words:
    """The paper kit's own words, as they are frozen with a paper."""
    return Words(
        sheet=_("Sheet"), page=_("page {0} of {1}"), revision=_("revision {}"), printed=_("printed"),
        continued=_("continued"), signature=_("signature"), empty=_("Nothing is written here yet."),
        sign=number_sign(language()),
    )  # fmt: skip
