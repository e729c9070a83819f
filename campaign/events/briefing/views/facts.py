"""Facts with their sources and rules of conduct: the list, and keeping them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.events.briefing import policies, queries, services
from campaign.events.briefing.forms import FactForm, RuleForm, fact_form, rule_form
from campaign.events.briefing.schemas import FactRow, RuleRow
from campaign.events.briefing.views.desk import bp
from campaign.web.answers import answered, done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def may_keep(row: FactRow | RuleRow) -> bool:
    return policies.can_keep(current_actor(), row.region_id)


@bp.get("/facts")
@needs(P.EVENTS_READ)
def facts() -> ResponseReturnValue:
    return render_template(
        "events/staff/facts.html", facts=queries.facts(), rules=queries.rules(), today=clock.campaign_today(),
        may_add=policies.can_add_facts(current_actor()), may_keep=may_keep,
    )  # fmt: skip


def _fact_page(form: FactForm, fact: FactRow | None) -> ResponseReturnValue:
    return render_template("events/staff/fact_form.html", form=form, fact=fact), form.status()


@bp.route("/facts/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_fact() -> ResponseReturnValue:
    form = fact_form(None)
    if form.is_sent_and_valid():
        try:
            services.add_fact(form.command(), form.key())
            return done(url_for(".facts"), _("The fact is kept."))
        except Invalid as error:
            form.show(error)
    return _fact_page(form, None)


@bp.route("/facts/<int:fact_id>", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def edit_fact(fact_id: int) -> ResponseReturnValue:
    fact = queries.fact_row(fact_id)
    policies.ensure_can_keep(current_actor(), fact.region_id)
    form = fact_form(fact)
    if form.is_sent_and_valid():
        try:
            services.change_fact(fact_id, form.command(), form.seen())
            return done(url_for(".facts"), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _fact_page(form, fact)


@bp.post("/facts/<int:fact_id>/checked")
@needs(P.KITS_WRITE)
def check_fact(fact_id: int) -> ResponseReturnValue:
    try:
        services.check_fact(fact_id, whole_or_nought(request.form.get("version")))
    except Stale as error:
        return done(url_for(".facts"), error.message, "bad")
    return done(url_for(".facts"), _("Noted: the source was looked at today."))


@bp.post("/facts/<int:fact_id>/remove")
@needs(P.KITS_WRITE)
def remove_fact(fact_id: int) -> ResponseReturnValue:
    try:
        services.remove_fact(fact_id)
    except Conflict as error:
        return done(url_for(".facts"), error.message, "bad")
    return done(url_for(".facts"), _("The fact was removed."))


def _rule_page(form: RuleForm, rule: RuleRow | None) -> str:
    return render_template("events/staff/rule_form.html", form=form, rule=rule)


@bp.route("/rules/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_rule() -> ResponseReturnValue:
    form = RuleForm()
    if form.is_sent_and_valid():
        try:
            services.add_rule(form.text(), form.key())
            return done(url_for(".facts"), _("The rule is kept."))
        except Invalid as error:
            form.show(error)
    return _rule_page(form, None), form.status()


@bp.route("/rules/<int:rule_id>", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def edit_rule(rule_id: int) -> ResponseReturnValue:
    rule = queries.rule_row(rule_id)
    policies.ensure_can_keep(current_actor(), rule.region_id)
    form = rule_form(rule)

    def save() -> ResponseReturnValue:
        services.change_rule(rule_id, form.text(), form.seen())
        return done(url_for(".facts"), _("The changes are saved."))

    return answered(form, save, lambda: _rule_page(form, rule))


@bp.post("/rules/<int:rule_id>/use")
@needs(P.KITS_WRITE)
def use_rule(rule_id: int) -> ResponseReturnValue:
    active = request.form.get("active") == "yes"
    try:
        services.use_rule(rule_id, active)
    except Invalid as error:
        return done(url_for(".facts"), str(error.problems[0].message), "bad")
    words = _("The rule stands in new briefings again.") if active else _("The rule is left out of new briefings.")
    return done(url_for(".facts"), words)
