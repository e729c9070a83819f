"""The PDF of certificates and letters: a page each, the same sheets give the same bytes."""

from collections.abc import Iterable, Iterator

from campaign.core.i18n import _
from campaign.pdf import diploma
from campaign.pdf.diploma import Diploma
from campaign.people.thanks.schemas import CertificateRow, Frozen


def certificates_pdf(rows: Iterable[CertificateRow], author: str = "") -> Iterator[bytes]:
    """The pages in this order."""
    return diploma.stream((_diploma(row.frozen) for row in rows), _("Certificates and letters of thanks"), author)


def _diploma(frozen: Frozen) -> Diploma:
    facts = frozen.facts
    return Diploma(
        facts.campaign, facts.title, facts.name, facts.organisation, facts.text, facts.post, facts.signer, facts.seal,
        frozen.dated, frozen.number, frozen.check,
    )  # fmt: skip
