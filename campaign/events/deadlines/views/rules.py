"""The rules: all of them, one with its versions, and changing them from a day on."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.core.rules import ensure_can_write_rules
from campaign.events import queries as events
from campaign.events.dated.forms import EndForm
from campaign.events.dated.showing import one_version, whole_list
from campaign.events.deadlines import queries, services
from campaign.events.deadlines.forms import RuleForm, rule_form
from campaign.events.deadlines.schemas import RuleRow
from campaign.events.deadlines.views.desk import bp
from campaign.web.answers import done
from campaign.web.guards import needs


@bp.get("/legal-rules")
@needs(P.EVENTS_READ)
def rules() -> ResponseReturnValue:
    return render_template("events/staff/deadlines/rules.html", **whole_list(queries.rules()))


@bp.route("/legal-rules/new", methods=["GET", "POST"])
@needs(P.RULES_WRITE)
def new_rule() -> ResponseReturnValue:
    form = RuleForm(valid_from=clock.campaign_today())
    if form.is_sent_and_valid():
        try:
            rule_id = services.create_rule(form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".rule", legal_rule_id=rule_id), _("The rule is added."))
    return _form_page(form, None)


def _form_page(form: RuleForm, row: RuleRow | None) -> ResponseReturnValue:
    ensure_can_write_rules(current_actor())
    form.offer(events.kinds())
    return render_template("events/staff/deadlines/rule_form.html", form=form, rule=row), form.status()


@bp.get("/legal-rules/<int:legal_rule_id>")
@needs(P.EVENTS_READ)
def rule(legal_rule_id: int) -> ResponseReturnValue:
    return _rule_page(queries.rule_row(legal_rule_id), EndForm(formdata=None, last_day=clock.campaign_today()))


def _rule_page(row: RuleRow, ending: EndForm) -> ResponseReturnValue:
    shown = one_version(row, queries.rules()) | {"history": queries.history_of_rule(row.code), "ending": ending}
    return render_template("events/staff/deadlines/rule.html", **shown), ending.status()


@bp.route("/legal-rules/<int:legal_rule_id>/version", methods=["GET", "POST"])
@needs(P.RULES_WRITE)
def new_version(legal_rule_id: int) -> ResponseReturnValue:
    row = queries.rule_row(legal_rule_id)
    form = rule_form(row.wish, clock.campaign_today())
    if form.is_sent_and_valid():
        try:
            made = services.change_rule(legal_rule_id, form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(
                url_for(".rule", legal_rule_id=made),
                _("The new version is saved. What lies before its first day keeps the old one."),
            )
    return _form_page(form, row)


@bp.post("/legal-rules/<int:legal_rule_id>/check")
@needs(P.RULES_WRITE)
def check_rule(legal_rule_id: int) -> ResponseReturnValue:
    services.check_rule(legal_rule_id)
    return done(url_for(".rule", legal_rule_id=legal_rule_id), _("The rule is marked as checked today."))


@bp.post("/legal-rules/<int:legal_rule_id>/end")
@needs(P.RULES_WRITE)
def end_rule(legal_rule_id: int) -> ResponseReturnValue:
    row, form = queries.rule_row(legal_rule_id), EndForm()
    if form.is_sent_and_valid():
        try:
            services.end_rule(legal_rule_id, form.day())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".rule", legal_rule_id=legal_rule_id), _("The rule ends on that day."))
    return _rule_page(row, form)
