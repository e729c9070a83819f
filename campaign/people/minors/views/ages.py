"""The rules about ages: everybody on the staff reads them, the national coordinator adds one."""

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.core.rules import can_write_rules
from campaign.people.minors import forms, services
from campaign.people.minors.queries import age_rules
from campaign.people.minors.schemas import RuleEffect
from campaign.web.guards import needs

bp = Blueprint("ages_staff", __name__, url_prefix="/staff")


@bp.route("/ages", methods=["GET", "POST"])
@needs(P.STAFF)
def ages() -> ResponseReturnValue:
    """The rules, and a form for a new one; sent, it is first shown with what it would do."""
    today = clock.campaign_today()
    rules = age_rules(today)
    form = forms.AgeRuleForm.about(today, next((asdict(rule.says) for rule in rules if rule.counts), None))
    may_write, effect = can_write_rules(current_actor()), None
    if form.is_sent_and_valid():
        try:
            effect = services.preview_rule(form.command())
        except Invalid as error:
            form.show(error)
    page = render_template(
        "people/staff/minors/ages.html", rules=rules, form=form, may_write=may_write, effect=effect, words=effect_words
    )
    return page, form.status()


def effect_words(effect: RuleEffect) -> str:
    """What a rule does to those on the lists of coming events, in numbers."""
    pended = _n("%(num)d person waits for a parent then", "%(num)d people wait for a parent then", effect.pended)
    admitted = _n("%(num)d person need not wait any more", "%(num)d people need not wait any more", effect.admitted)
    return f"{pended}; {admitted}."


@bp.post("/ages/add")
@needs(P.RULES_WRITE)
def add() -> ResponseReturnValue:
    form = forms.AgeRuleForm.about(clock.campaign_today())
    if not form.is_sent_and_valid():
        return ages()
    try:
        effect = services.add_rule(form.command(), form.key())
    except Invalid:
        return ages()
    flash(f"{_('The rule is added.')} {effect_words(effect)}", "good")
    return redirect(url_for(".ages"), 303)
