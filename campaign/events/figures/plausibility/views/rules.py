"""The rules: all of them, one with its versions, and changing them from a day on."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.core.rules import ensure_can_write_rules
from campaign.events import queries as events
from campaign.events.dated.forms import EndForm
from campaign.events.dated.showing import one_version, whole_list
from campaign.events.figures.plausibility import queries, services
from campaign.events.figures.plausibility.forms import RuleForm, rule_form
from campaign.events.figures.plausibility.schemas import Check, RuleRow
from campaign.events.figures.plausibility.views.desk import bp
from campaign.events.figures.queries import measures
from campaign.web.answers import done
from campaign.web.guards import needs


@bp.get("/figure-rules")
@needs(P.EVENTS_READ)
def rules() -> ResponseReturnValue:
    shown = whole_list(queries.rules())
    shown |= {name: queries.by_check(shown[name]) for name in ("now", "others")}
    return render_template("events/staff/plausibility/rules.html", checks=list(Check), measures=measures(), **shown)


@bp.route("/figure-rules/new/<figure_check>", methods=["GET", "POST"])
@needs(P.RULES_WRITE)
def new_rule(figure_check: str) -> ResponseReturnValue:
    check = Check(figure_check) if figure_check in set(Check) else abort(404)
    form = RuleForm(valid_from=clock.campaign_today())
    form.offer(check, events.kinds(), measures())
    if form.is_sent_and_valid():
        try:
            rule_id = services.create_rule(form.command(check), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".rule", figure_rule_id=rule_id), _("The rule is added."))
    return _form_page(form, check, None)


def _form_page(form: RuleForm, check: Check, row: RuleRow | None) -> ResponseReturnValue:
    ensure_can_write_rules(current_actor())
    page = render_template("events/staff/plausibility/rule_form.html", form=form, check=check, rule=row)
    return page, form.status()


@bp.get("/figure-rules/<int:figure_rule_id>")
@needs(P.EVENTS_READ)
def rule(figure_rule_id: int) -> ResponseReturnValue:
    return _rule_page(queries.rule_row(figure_rule_id), EndForm(formdata=None, last_day=clock.campaign_today()))


def _rule_page(row: RuleRow, ending: EndForm) -> ResponseReturnValue:
    shown = one_version(row, queries.rules()) | {"history": queries.history_of_rule(row.code), "ending": ending}
    return render_template("events/staff/plausibility/rule.html", measures=measures(), **shown), ending.status()


@bp.route("/figure-rules/<int:figure_rule_id>/version", methods=["GET", "POST"])
@needs(P.RULES_WRITE)
def new_version(figure_rule_id: int) -> ResponseReturnValue:
    row = queries.rule_row(figure_rule_id)
    form = rule_form(row.wish, clock.campaign_today())
    form.offer(row.wish.check, events.kinds(), measures())
    if form.is_sent_and_valid():
        try:
            made = services.change_rule(figure_rule_id, form.command(row.wish.check), form.key())
        except Invalid as error:
            form.show(error)
        else:
            said = _("The new version is saved. What lies before its first day keeps the old one.")
            return done(url_for(".rule", figure_rule_id=made), said)
    return _form_page(form, row.wish.check, row)


@bp.post("/figure-rules/<int:figure_rule_id>/check")
@needs(P.RULES_WRITE)
def check_rule(figure_rule_id: int) -> ResponseReturnValue:
    services.check_rule(figure_rule_id)
    return done(url_for(".rule", figure_rule_id=figure_rule_id), _("The rule is marked as checked today."))


@bp.post("/figure-rules/<int:figure_rule_id>/end")
@needs(P.RULES_WRITE)
def end_rule(figure_rule_id: int) -> ResponseReturnValue:
    row, form = queries.rule_row(figure_rule_id), EndForm()
    if form.is_sent_and_valid():
        try:
            services.end_rule(figure_rule_id, form.day())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".rule", figure_rule_id=figure_rule_id), _("The rule ends on that day."))
    return _rule_page(row, form)
