"""The guide, for everybody: one chapter for each kind of person."""

from flask import Blueprint, current_app, render_template, url_for

from campaign.core.actor import P, current_actor
from campaign.core.i18n import own_language
from campaign.guide import queries
from campaign.web.guards import door_of, open_to_all

bp = Blueprint("guide", __name__, url_prefix="/guide")


def _layout() -> str:
    """Whoever works here keeps the bar of the work pages."""
    return "_layouts/staff.html" if current_actor().is_known else "_layouts/public.html"


def _may_enter(endpoint: str) -> bool:
    """Whether the reader's account opens the door of that page."""
    door = door_of(current_app, endpoint)
    return isinstance(door, P) and current_actor().may(door)


@bp.get("/")
@open_to_all
def guide() -> str:
    return render_template("guide/public/guide.html", parts=queries.parts(), page_layout=_layout())


@bp.get("/<chapter>")
@open_to_all
def chapter(chapter: str) -> str:
    found = queries.chapter(chapter)
    pages = {step.page: url_for(step.page) for step in found.steps if step.page and _may_enter(step.page)}
    return render_template(
        "guide/public/chapter.html",
        chapter=found,
        parts=queries.parts(),
        pages=pages,
        code=own_language(),
        page_layout=_layout(),
    )
