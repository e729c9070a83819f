"""The words of the test page, in the language spoken now."""

from campaign.core.i18n import _, language
from campaign.pdf import proof


def test_page() -> bytes:
    """The page as a PDF; nothing is kept and no number is used up."""
    return proof.render(
        proof.ProofWords(
            language=language(),
            title=_("Test page of the printer"),
            how=_("Print it at 100 %, without “fit to page”, on the printer and the paper that the lists are printed on."),
            edges=_(
                "At the middle of each edge: the first line that is there says how many millimetres the printer leaves white. "
                "More than 10 at the right and below, or more than 11 above, and papers would be cut off."
            ),
            frame=_("The dashed frame must be whole: all papers stand within it. The wide margin is for the holes."),
            ruler=_("From 0 to 100 it must measure 100 mm; else the printer makes papers smaller, and cards do not fit."),
            greys=_("Every step must differ from the one beside it; 10 % must be seen."),
            saving=_("This is how a print looks that saves toner; below it, the small grey words of a foot."),
            rules=_("All four lines must be whole."),
            type=_("From 6.5 on, every letter must be read; smaller type is on no paper but the number of a sign."),
            codes=_("Scan each with a telephone: it must answer OK and the size."),
        )
    )
