"""Work pages: who may stand in the lists twice, two people side by side, merges and taking them back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import phones
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Full, Invalid
from campaign.core.i18n import _
from campaign.people.duplicates import forms, policies, queries, words
from campaign.people.duplicates.merging import keep_apart, merge, stops_of
from campaign.people.duplicates.schemas import Couple
from campaign.people.duplicates.undoing import undo
from campaign.web.guards import needs

bp = Blueprint("people_duplicates", __name__, url_prefix="/staff/people")


@bp.get("/duplicates")
@needs(P.PEOPLE_READ)
def duplicates() -> ResponseReturnValue:
    page = queries.proposals(request.args.get("page"))
    actor, merges = current_actor(), queries.merges()
    return render_template(
        "people/staff/duplicates/list.html", page=page, why=words.why, merges=merges, may_write=actor.may(P.PEOPLE_WRITE),
        mine={row.id for row in merges if policies.can_write_in(actor, row.region_id)},
    )  # fmt: skip


@bp.route("/duplicates/<int:person_id>/<int:other_person_id>", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def couple(person_id: int, other_person_id: int) -> ResponseReturnValue:
    two, form = queries.couple(person_id, other_person_id), forms.MergeForm()
    form.offer(two, phones.shown)
    if form.is_sent_and_valid():
        try:
            merge(form.command(two), form.key())
        except Invalid as error:
            form.show(error)
        except Conflict as why:
            flash(str(why), "warn")
            return redirect(url_for(".couple", person_id=person_id, other_person_id=other_person_id), 303)
        else:
            flash(_("The two are one person now. Old links and badges of both work."), "good")
            return redirect(url_for(".duplicates"), 303)
    return render_template("people/staff/duplicates/couple.html", form=form, **_around(two)), form.status()


def _around(two: Couple) -> dict[str, object]:
    may_merge = policies.can_merge(current_actor(), two.region_id, stops_of(two.fates))
    return {"couple": two, "may_merge": may_merge, "fates": words.FATES}


@bp.post("/duplicates/<int:person_id>/<int:other_person_id>/apart")
@needs(P.PEOPLE_WRITE)
def apart(person_id: int, other_person_id: int) -> ResponseReturnValue:
    keep_apart(person_id, other_person_id)
    flash(_("Noted: these are two people. They are not proposed again."), "good")
    return redirect(url_for(".duplicates"), 303)


@bp.post("/merges/<int:merge_id>/undo")
@needs(P.PEOPLE_WRITE)
def take_back(merge_id: int) -> ResponseReturnValue:
    try:
        undo(merge_id)
    except (Conflict, Full) as why:
        flash(str(why), "warn")
    else:
        flash(_("The merge is taken back: both stand in the lists as before."), "good")
    return redirect(url_for(".duplicates"), 303)
