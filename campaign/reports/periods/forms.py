"""The form that closes a period that was looked at: what it is, and who signs."""

from collections.abc import Sequence
from datetime import date

from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.papers.schemas import Signatory
from campaign.reports.periods.schemas import MOST_NOTE, MOST_POST, MOST_SIGNER, CloseWish, Scope
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, TextField
from campaign.web.tongues import texts_of


class SeenDay(DayField):
    """A day that was chosen before, on the page that showed it."""

    widget = HiddenInput()


class CloseForm(CampaignForm):
    """The fields carry the names that a service complains about; what is closed was chosen and seen above the form."""

    scope = HiddenField()
    first = SeenDay(_l("First day"), [Needed()])
    last = SeenDay(_l("Last day"), [Needed()])
    post_kk = LineField(_l("Position and body in Kazakh"), [NotLonger(MOST_POST)])
    post_ru = LineField(_l("Position and body in Russian"), [NotLonger(MOST_POST)])
    post_en = LineField(_l("Position and body in English"), [NotLonger(MOST_POST)])
    signer_name = LineField(_l("Surname and initials"), [NotLonger(MOST_SIGNER)])
    note = TextField(_l("Note"), [NotLonger(MOST_NOTE)])

    def command(self, scope: Scope) -> CloseWish:
        """Asked once it is valid: then there are both days."""
        post = self.written("post")
        signer = Signatory(post, self.signer_name.data or "")
        first, last = self.first.data or date.max, self.last.data or date.max
        return CloseWish(scope.region_id, scope.relay_id, first, last, signer, self.note.data or "")


def scope_among(scopes: Sequence[Scope], code: str) -> Scope:
    """The scope of this code; the first for none. Raises NotFound for what is none of them."""
    found = [one for one in scopes if one.code == code] if code else list(scopes[:1])
    if not found:
        raise NotFound(_l("There is no relay whose figures you could close."))
    return found[0]


def filled(signer: Signatory) -> dict[str, str]:
    """The fields of who signs, as the settings have them."""
    return texts_of("post", signer.post) | {"signer_name": signer.name}
