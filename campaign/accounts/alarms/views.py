"""Staff pages of alarms: the list, one to put down with a word, and how much is too much."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.alarms import forms, queries, services
from campaign.accounts.alarms.policies import can_put_down
from campaign.accounts.alarms.words import KINDS
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.core.rules import can_write_rules
from campaign.web.guards import needs

bp = Blueprint("alarms_staff", __name__, url_prefix="/staff")


@bp.after_app_request
def count_foreign(response: Response) -> Response:
    """Somebody known who asks for things that are not theirs, again and again, tries numbers."""
    if response.status_code == 404 and request.endpoint and request.view_args:
        services.note_foreign_page()
    return response


@bp.get("/alarms")
@needs(P.AUDIT_READ)
def alarms() -> ResponseReturnValue:
    return _page(forms.RuleForm.about(clock.campaign_today()))


def _page(form: forms.RuleForm) -> ResponseReturnValue:
    page = render_template(
        "accounts/staff/alarms/alarms.html", rows=queries.alarms(), words=KINDS, zone=clock.HOME, form=form,
        rules=queries.rules(clock.campaign_today()), may_write=can_write_rules(current_actor()),
    )  # fmt: skip
    return page, form.status()


@bp.post("/alarms/rules")
@needs(P.RULES_WRITE)
def add_rule() -> ResponseReturnValue:
    form = forms.RuleForm.about(clock.campaign_today())
    if not form.is_sent_and_valid():
        return _page(form)
    try:
        services.add_rule(form.command(), form.key())
    except Invalid as error:
        form.show(error)
        return _page(form)
    flash(_("The rule is added."), "good")
    return redirect(url_for(".alarms"), 303)


@bp.route("/alarms/<int:alarm_id>", methods=["GET", "POST"])
@needs(P.AUDIT_READ)
def alarm(alarm_id: int) -> ResponseReturnValue:
    found, form = queries.alarm_row(alarm_id), forms.WordForm()
    if form.is_sent_and_valid():
        services.put_down(alarm_id, form.word.data or "")
        flash(_("The alarm is put down."), "good")
        return redirect(url_for(".alarms"), 303)
    page = render_template(
        "accounts/staff/alarms/alarm.html", row=found, words=KINDS, zone=clock.HOME, form=form,
        may_put_down=can_put_down(current_actor(), found),
    )  # fmt: skip
    return page, form.status()
