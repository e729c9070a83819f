"""The sign-in sheet: consent and its term above, rows of 9 mm to sign in, blank ones for those who come unregistered."""

from collections.abc import Iterator, Mapping
from typing import Final

from campaign.core.i18n import _, _l, language
from campaign.papers.schemas import Choice, PaperKind, Phones, Signers, SubjectKind
from campaign.pdf.parts import Column, Grid, Paper, Paragraph, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.lists.ordering import ORDER, in_order
from campaign.people.lists.queries import how_many, list_of_nobody, list_with_phones
from campaign.people.lists.schemas import EventList
from campaign.people.lists.wording import blank_rows, head, whole

_ROW: Final = 9.0  # mm; a person signs in it
_USUAL_BLANK: Final = 12
_ONE_PAGE: Final = 21  # blank rows that fill the first page
# mm of name, organisation, phone, box, signature
_WIDTHS: Final = {"portrait": (56, 46, 26, 13, 36), "landscape": (82, 84, 32, 14, 53)}


def signin_paper(shown: EventList, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """Everybody confirmed, and as many blank numbered rows as were asked for."""
    form, shown = chosen["form"], in_order(shown, chosen)
    return Paper(
        language=language(),
        title=_("Sign-in sheet"),
        short_title=_("Sign-in sheet: %(event)s", event=shown.event),
        landscape=form == "landscape",
        author=shown.campaign,
        legal=_(
            "Operator: the organizer of the campaign in the region. No personal number is needed. The sheet is not passed on "
            "to anybody's place of work or study."
        ),
        parts=(
            head(shown),
            Paragraph(_consent(shown.day.year), size=8),
            Grid(
                _columns(form), tuple(_rows(shown)), row_height=_ROW, blank_rows=int(chosen["blank_rows"]), fives=True,
                empty=_("Nobody is on the list yet."), keys=tuple(line.key for line in shown.lines),
            ),
            SignersPart((Signer(_("Registrar")), Signer(_("Signatures counted, altogether: ____")))),
        ),
    )  # fmt: skip


def _consent(year: int) -> str:
    """The sentence to which a signature agrees, with the term of the consent texts that ship (`people/consent.py`)."""
    return _(
        "Taking part is voluntary. A signature confirms that the person came, and agrees to the name, organisation and phone "
        "being kept for this event only, until 31 December %(year)s. Whoever wants no pictures of themselves ticks “no photo”.",
        year=year,
    )


def _columns(form: str) -> tuple[Column, ...]:
    name, organisation, phone, box, signature = _WIDTHS[form]
    return (
        Column(_("No."), 9, "centre", "order"),
        Column(_("Surname, first name, patronymic"), name, face="medium", size=9.5),
        Column(_("Organisation, place of study"), organisation, size=8),
        Column(_("Telephone"), phone, "centre", "figures", phones=True),
        Column(_("No photo"), box, "centre", "box"),
        Column(_("Signature"), signature, kind="blank"),
    )


def _rows(shown: EventList) -> Iterator[tuple[str, ...]]:
    for line in shown.lines:
        yield "", line.full_name, whole(line.organisation), line.phone, "", ""


_FORM: Final = Choice(
    "form", _l("Page"), "portrait", values=(("portrait", _l("upright")), ("landscape", _l("across, with wider columns")))
)

KIND = PaperKind(
    code="sign_in",
    name=_l("Sign-in sheet"),
    subject=SubjectKind.EVENT,
    read=list_with_phones,
    draw=signin_paper,
    note=_l("to sign on coming"),
    choices=(blank_rows(_USUAL_BLANK), ORDER, _FORM),
    count=how_many,
    phones=Phones.OPTIONAL,
)
EMPTY = PaperKind(
    code="sign_in_blank",
    name=_l("Sign-in sheet, blank rows only"),
    subject=SubjectKind.EVENT,
    read=list_of_nobody,
    draw=signin_paper,
    note=_l("to be filled in by hand"),
    choices=(blank_rows(_ONE_PAGE), _FORM),
)
