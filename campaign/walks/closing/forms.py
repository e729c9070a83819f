"""What is typed about closing: what a team carried, and why something is undone or does not come out."""

from typing import Any, Final

from wtforms import BooleanField, HiddenField

from campaign.core.i18n import _, _l
from campaign.walks.closing.schemas import MOST_PIECES, MOST_REASON, Counts, Material, TeamSums
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, WholeNumberField
from campaign.web.numbers import whole_or_nought

NUMBERS: Final = ("issued", "returned", "lost")


class InReason:
    """A number of pieces; empty is none."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.data = 0 if not field.errors else None
        elif not 0 <= field.data <= MOST_PIECES:
            field.errors = [*field.errors, _("From 0 to %(most)s pieces.", most=MOST_PIECES)]


class CountsForm(CampaignForm):
    """What a team was issued, brought back and lost, and why something is missing.

    `version` and the last document that was `seen` tell a stale page. `receive` is asked only when the store lacks something.
    """

    lacking = False
    version = HiddenField()
    seen = HiddenField()
    receive = BooleanField(_l("The team had it: let what the books of the store lack come to light, as a surplus"))
    soap_issued = WholeNumberField(_l("Soap, issued"), [InReason()])
    soap_returned = WholeNumberField(_l("Soap, returned"), [InReason()])
    soap_lost = WholeNumberField(_l("Soap, lost or spoiled"), [InReason()])
    soap_reason = LineField(_l("Soap, reason for a difference"), [NotLonger(MOST_REASON)])
    sign_issued = WholeNumberField(_l("Signs, issued"), [InReason()])
    sign_returned = WholeNumberField(_l("Signs, returned"), [InReason()])
    sign_lost = WholeNumberField(_l("Signs, lost or spoiled"), [InReason()])
    sign_reason = LineField(_l("Signs, reason for a difference"), [NotLonger(MOST_REASON)])
    gloves_issued = WholeNumberField(_l("Gloves, issued"), [InReason()])
    gloves_returned = WholeNumberField(_l("Gloves, returned"), [InReason()])
    gloves_lost = WholeNumberField(_l("Gloves, lost or spoiled"), [InReason()])
    gloves_reason = LineField(_l("Gloves, reason for a difference"), [NotLonger(MOST_REASON)])

    def offer(self, team: TeamSums, last_document: int) -> None:
        """What is written down already."""
        if not self.is_submitted():
            data: dict[str, Any] = {"version": team.version, "seen": last_document}
            for material, one in team.sums.items():
                data |= {f"{material.value}_{name}": getattr(one, name) for name in (*NUMBERS, "reason")}
            self.process(data=data)

    def counts(self) -> dict[Material, Counts]:
        found = {}
        for material in Material:
            numbers = {name: self.part(material, name).data or 0 for name in NUMBERS}
            found[material] = Counts(**numbers, reason=self.part(material, "reason").data or "")
        return found

    def part(self, material: Material, name: str) -> Any:
        """One field of a material: issued, returned, lost or reason."""
        return self._fields[f"{material.value}_{name}"]

    def shown(self) -> tuple[int, int]:
        """The version and the last document that the page showed."""
        return whole_or_nought(self.version.data), whole_or_nought(self.seen.data)

    def show_anew(self, team: TeamSums, last_document: int) -> None:
        """Whoever was told that something changed meanwhile is told once: sending again puts these figures in its place."""
        self.version.data, self.seen.data = team.version, last_document


class WhyForm(CampaignForm):
    """Why a closing is undone."""

    reason = LineField(_l("Reason"), [Needed(), NotLonger(MOST_REASON)])


class TotalsForm(CampaignForm):
    """Closing the walk: why the totals do not add up, where they do not."""

    reason = LineField(_l("Reason for the difference"), [NotLonger(MOST_REASON)])
