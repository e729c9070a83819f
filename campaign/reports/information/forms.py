"""What is typed about a report: the words of a clause, the head, the signature, why a new revision is begun."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _l
from campaign.papers.schemas import Signatory
from campaign.reports.information.schemas import (
    MOST_LINE,
    MOST_NAME,
    MOST_NUMBER,
    MOST_TEXT,
    Clause,
    Head,
    Information,
    SignWish,
)
from campaign.reports.information.services.writing import wrong_head
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, PhoneField, TextField, VersionedForm
from campaign.web.tongues import texts_of


class ClauseForm(VersionedForm):
    """One clause, in Kazakh and Russian beside each other, and in English."""

    text_kk = TextField(_l("Text in Kazakh"), [NotLonger(MOST_TEXT)])
    text_ru = TextField(_l("Text in Russian"), [NotLonger(MOST_TEXT)])
    text_en = TextField(_l("Text in English"), [NotLonger(MOST_TEXT)])

    def text(self) -> Translated:
        return self.written("text")


def clause_form(clause: Clause) -> ClauseForm:
    """The form filled with what stands there now."""
    return ClauseForm(version=clause.version, **texts_of("text", clause.text))


class HeadForm(VersionedForm):
    """Who sends the report to whom, its number and date, and who wrote it."""

    number = LineField(_l("Number of the letter"), [NotLonger(MOST_NUMBER)])
    dated_on = DayField(_l("Date of the letter"), [Optional()])
    sender_kk = LineField(_l("Who sends it, in Kazakh"), [NotLonger(MOST_LINE)])
    sender_ru = LineField(_l("Who sends it, in Russian"), [NotLonger(MOST_LINE)])
    sender_en = LineField(_l("Who sends it, in English"), [NotLonger(MOST_LINE)])
    addressee_kk = LineField(_l("To whom, in Kazakh"), [NotLonger(MOST_LINE)])
    addressee_ru = LineField(_l("To whom, in Russian"), [NotLonger(MOST_LINE)])
    addressee_en = LineField(_l("To whom, in English"), [NotLonger(MOST_LINE)])
    executor = LineField(_l("Prepared by"), [NotLonger(MOST_NAME)])
    executor_phone = PhoneField(_l("Telephone of who prepared it"))

    def judged(self) -> Iterable[Problem]:
        return wrong_head(self.head())

    def head(self) -> Head:
        sender, addressee = (self.written(name) for name in ("sender", "addressee"))
        phone = self.executor_phone.e164
        return Head(self.number.data or "", self.dated_on.data, sender, addressee, self.executor.data or "", phone)


def head_form(head: Head, version: int) -> HeadForm:
    """The form filled with what is written or usual."""
    return HeadForm(
        version=version, number=head.number, dated_on=head.dated_on, executor=head.executor,
        executor_phone=head.executor_phone, **texts_of("sender", head.sender), **texts_of("addressee", head.addressee),
    )  # fmt: skip


class SignForm(CampaignForm):
    """Who signs on paper and on which day; `seen`: what was read before."""

    seen = HiddenField()
    first_post_kk = LineField(_l("Position of the first signer in Kazakh"), [NotLonger(MOST_LINE)])
    first_post_ru = LineField(_l("Position of the first signer in Russian"), [NotLonger(MOST_LINE)])
    first_name = LineField(_l("Name of the first signer"), [Needed(), NotLonger(MOST_NAME)])
    second_post_kk = LineField(_l("Position of the second signer in Kazakh"), [NotLonger(MOST_LINE)])
    second_post_ru = LineField(_l("Position of the second signer in Russian"), [NotLonger(MOST_LINE)])
    second_name = LineField(_l("Name of the second signer"), [NotLonger(MOST_NAME)])
    signed_on = DayField(_l("Day of the signature"), [Needed()])

    def _signer(self, which: str) -> Signatory:
        post = Translated(self[f"{which}_post_kk"].data or "", self[f"{which}_post_ru"].data or "")
        return Signatory(post, self[f"{which}_name"].data or "")

    def wish(self) -> SignWish:
        signers = tuple(who for which in ("first", "second") if (who := self._signer(which)))
        return SignWish(signers, self.signed_on.data or date.min, self.seen.data or "")


def sign_form(report: Information, signers: tuple[Signatory, Signatory], mark: str, today: date) -> SignForm:
    """The form filled with those who sign the papers of the stop."""
    given: dict[str, Any] = {}
    for which, who in zip(("first", "second"), signers, strict=True):
        given |= {f"{which}_post_kk": who.post.kk, f"{which}_post_ru": who.post.ru, f"{which}_name": who.name}
    return SignForm(seen=mark, signed_on=report.head.dated_on or today, **given)


class RevisionForm(CampaignForm):
    """Why a signed report is written anew."""

    reason = LineField(_l("Why the signed report is changed"))
