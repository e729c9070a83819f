"""`/staff/tasks`: what the reader has asked for and the program still does or has done, and the files that came of it."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, stream_with_context, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header
from werkzeug.routing import BaseConverter, BuildError

from campaign.core import files, tasks
from campaign.core.actor import P, current_actor
from campaign.core.errors import NotFound
from campaign.core.files import FileRow
from campaign.core.i18n import _, _l
from campaign.core.tasks import JobRow, JobState
from campaign.core.text import clean_line
from campaign.web.guards import needs

bp = Blueprint("tasks", __name__)
FILE = "tasks.file"


class UidConverter(BaseConverter):
    """A row's random name in an address; what cannot be one is no such page."""

    regex = "[A-Za-z0-9_-]{22}"


@bp.record_once
def know_uids(state: BlueprintSetupState) -> None:
    """Before the first of the routes below is hung out."""
    state.app.url_map.converters["uid"] = UidConverter


def result_url(job: JobRow) -> str:
    """Where the outcome is to be seen; empty while there is none, or when the page of an older version has gone."""
    endpoint = job.result.get("endpoint", "")
    if job.state is not JobState.DONE or endpoint not in current_app.view_functions:
        return ""
    try:
        return url_for(endpoint, **job.result["values"])
    except BuildError:
        return ""


def _readable(uid: str) -> FileRow:
    """A kept file names people: it is gone for an owner who may not read them any more, though the place is still theirs."""
    found = files.file_row(uid)
    if not current_actor().may_at(P.PEOPLE_READ, found.region_id, found.stop_id):
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    return found


def kept_file(job: JobRow) -> FileRow | None:
    """The file that came of it, while it is kept for the reader. One statement, none for a job that made none."""
    if job.state is not JobState.DONE or job.result.get("endpoint") != FILE:
        return None
    try:
        return _readable(job.result["values"]["file_uid"])
    except NotFound:
        return None


def asks_only_how_far() -> bool:
    """Whether an open page asks for its progress bar, not somebody for the page."""
    return request.headers.get("HX-Request") == "true"


def how_far(job: JobRow | None) -> ResponseReturnValue:
    """The answer to that: the bar as it is now, or the word to load the whole page, when nothing goes on any more."""
    if job is None or not job.is_open:
        return "", 200, {"HX-Refresh": "true"}
    return render_template("tasks/live.html", job=job, url=request.path)


@bp.get("/staff/tasks")
@needs(P.STAFF)
def mine() -> ResponseReturnValue:
    jobs = tasks.my_jobs()
    return render_template("tasks/tasks.html", jobs=jobs, result_url=result_url, going_on=any(job.is_open for job in jobs))


@bp.get("/staff/tasks/<uid:uid>")
@needs(P.STAFF)
def task(uid: str) -> ResponseReturnValue:
    job = tasks.job_row(uid)
    if asks_only_how_far():
        return how_far(job)
    return render_template("tasks/task.html", job=job, file=kept_file(job), makes_file=_makes_file(job), url=result_url(job))


def _makes_file(job: JobRow) -> bool:
    return bool(job.result.get("endpoint") == FILE)


@bp.post("/staff/tasks/<uid:uid>/cancel")
@needs(P.STAFF)
def cancel(uid: str) -> ResponseReturnValue:
    state = tasks.cancel(uid)
    if state is JobState.CANCELLED:
        flash(_("The task is cancelled."), "good")
    elif state is JobState.RUNNING:
        flash(_("The task stops at its next step."), "info")
    return redirect(url_for(".task", uid=uid), 303)


@bp.post("/staff/tasks/<uid:uid>/again")
@needs(P.STAFF)
def again(uid: str) -> ResponseReturnValue:
    tasks.again(uid)
    return redirect(url_for(".task", uid=uid), 303)


@bp.get("/staff/files/<uid:file_uid>")
@needs(P.STAFF)
def file(file_uid: str) -> ResponseReturnValue:
    """One megabyte at a time; it is saved, never shown as a page, whatever is in it."""
    found = _readable(file_uid)
    content = files.content_of(file_uid)
    return attachment(content, found.name, found.mimetype)


def attachment(content: Any, name: str, mimetype: str) -> Response:
    """A file to be saved under its name, in any script. Pieces that are made while they are sent know the request still."""
    response = Response(content if isinstance(content, bytes) else stream_with_context(content), mimetype=mimetype)
    response.headers["Content-Disposition"] = _saved_as(name)
    return response


def _saved_as(name: str) -> str:
    """The name in its own script, and in plain letters for programs that know no other (RFC 6266).

    What ends a line or turns the direction of reading stays out, wherever the name came from.
    """
    name = clean_line(name)
    if name.isascii():
        return dump_options_header("attachment", {"filename": name})
    stem, dot, ending = name.rpartition(".")
    plain = f"file{dot}{ending}" if stem and ending.isascii() else "file"
    return dump_options_header("attachment", {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"})
