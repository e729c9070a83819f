"""The pages of one's own tasks: what they say in each state, that they renew themselves, and that nobody sees another's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from campaign.accounts.models import RoleGrant
from campaign.accounts.queries import actor_with_id
from campaign.core import clock, files, runner, tasks
from campaign.core.actor import P, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import language
from campaign.core.tasks import Job, JobState, Result, Work
from campaign.relay.models import Stop
from campaign.web.tasks import attachment
from tests.factories import a_stop, a_user, kept, words
from tests.people.papers import got, sent, signed_in
from tests.reader import fresh_context


def wrong(work: Work) -> None:
    raise Invalid("The table has no head. Write one.")


def make_file(work: Work) -> Result:
    stop = db.session.get(Stop, work.facts["stop_id"])
    assert stop is not None
    with unit_of_work() as session:
        uid = files.keep(
            session, [b"name\r\n", "Қанарейка\r\n".encode()], name="Адамдар.csv", mimetype="text/csv",
            region_id=stop.region_id, stop_id=stop.id, kept=timedelta(hours=1),
        )  # fmt: skip
        result = Result("tasks.file", {"file_uid": uid})
        work.finish(session, result)
    return result


KINDS = {"test.wrong": wrong, "test.file": make_file, "test.page": lambda work: Result("health.healthz")}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    for name, do in KINDS.items():
        monkeypatch.setitem(tasks.KINDS, name, tasks.Kind(name, "Long list", do, P.STAFF))


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def aygul(stop):
    return a_user(Role.STOP, stop=stop)


@pytest.fixture
def run(aygul, stop):
    """Do the next task, as a worker with a session of its own does."""

    def do() -> None:
        assert runner.run_next()
        db.session.add_all([aygul, stop])

    return do


def a_task(user, kind="test.page", **facts) -> str:
    with acting_as(actor_with_id(user.id)), unit_of_work() as session:
        return tasks.queue(session, kind, words("Митинг, Темиртау", en="Rally, Temirtau"), **facts)


def now_is(uid, **values) -> None:
    with unit_of_work() as session:
        session.execute(update(Job).where(Job.uid == uid).values(**values))


def poll(app, user, uid):
    with fresh_context():
        return signed_in(app, user).get(f"/staff/tasks/{uid}", headers={"HX-Request": "true"})


def test_somebody_without_tasks_reads_what_tasks_are(reader, aygul):
    reader.sign_in(aygul)
    reader.visit("/staff/")
    assert reader.page.select_one("a[href='/staff/tasks']").get_text() == "My tasks"
    reader.visit("/staff/tasks")
    assert "No tasks now" in reader.text()


def test_the_list_names_task_event_and_state(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.RUNNING, done=300, total=1200)
    reader.visit("/staff/tasks")
    row = " ".join(reader.page.select_one("tbody tr").get_text(" ").split())
    assert row.startswith("Long list Rally, Temirtau under way")
    assert reader.page.select_one("svg.meter")["aria-label"] == "300 of 1,200"
    assert reader.page.select_one("tbody a")["href"] == f"/staff/tasks/{uid}"


def test_a_task_that_runs_shows_how_far_it_is_and_can_be_left(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.RUNNING, done=300, total=1200)
    page = reader.visit(f"/staff/tasks/{uid}")
    bar = page.select_one("progress")
    assert (bar["value"], bar["max"]) == ("300", "1200")
    assert "You may leave this page" in reader.text()
    assert page.select_one("[hx-get]")["hx-get"] == f"/staff/tasks/{uid}"
    assert page.select_one("noscript").get_text() or page.select_one("noscript meta[http-equiv=refresh]")


def test_a_bar_without_an_end_says_only_that_it_runs(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.RUNNING)
    assert not reader.visit(f"/staff/tasks/{uid}").select_one("progress").has_attr("value")


def test_the_open_page_gets_the_bar_alone_and_is_told_to_load_anew_at_the_end(app, aygul, run):
    uid = a_task(aygul)
    answer = poll(app, aygul, uid)
    assert b"<h1" not in answer.data
    assert b"waits for its turn" in answer.data
    run()
    answer = poll(app, aygul, uid)
    assert (answer.status_code, answer.data, answer.headers["HX-Refresh"]) == (200, b"", "true")


def test_a_task_that_nobody_does_says_whom_to_tell(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    reader.visit(f"/staff/tasks/{uid}")
    assert "the worker is not running" not in reader.text()
    now_is(uid, queued_at=clock.now() - timedelta(minutes=2))
    reader.visit(f"/staff/tasks/{uid}")
    assert "the worker is not running" in reader.text()


def test_a_task_that_is_tried_again_says_why(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, queued_at=clock.now() - timedelta(minutes=2), trouble="The post office was closed.")
    reader.visit(f"/staff/tasks/{uid}")
    assert "tried again by itself. What happened: The post office was closed." in reader.text()
    assert "the worker is not running" not in reader.text()


def test_a_finished_task_leads_to_its_result(reader, aygul, run):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    run()
    page = reader.visit(f"/staff/tasks/{uid}")
    assert page.select_one("main a.btn-primary")["href"] == "/healthz"
    assert not page.select("[hx-get], noscript")
    reader.visit("/staff/tasks")
    assert reader.page.select("tbody a")[-1]["href"] == "/healthz"


@pytest.mark.parametrize("result", [{"endpoint": "gone.page", "values": {}}, {"endpoint": "tasks.task", "values": {}}, {}])
def test_a_result_whose_page_has_gone_is_no_error(reader, aygul, result):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.DONE, result=result)
    reader.visit(f"/staff/tasks/{uid}")
    assert "The task is done." in reader.text()
    reader.visit("/staff/tasks")


def test_a_failed_task_says_why_and_can_be_tried_again(reader, aygul, run):
    reader.sign_in(aygul)
    uid = a_task(aygul, "test.wrong")
    run()
    reader.visit("/staff/tasks")
    assert "The table has no head. Write one." in reader.text()
    page = reader.visit(f"/staff/tasks/{uid}")
    assert page.select_one(".flash[role=alert]").get_text(strip=True) == "The table has no head. Write one."
    reader.send({}, form=f"form[action='/staff/tasks/{uid}/again']", expect=303)
    reader.follow()
    assert "waits for its turn" in reader.text()


def test_a_waiting_task_is_cancelled_at_once_and_started_again(reader, aygul, run):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    reader.visit(f"/staff/tasks/{uid}")
    reader.send({}, form=f"form[action='/staff/tasks/{uid}/cancel']", expect=303)
    reader.follow()
    assert "nothing of it was kept" in reader.text()
    reader.send({}, form=f"form[action='/staff/tasks/{uid}/again']", expect=303)
    run()


def test_a_task_that_was_started_again_has_not_waited_since_the_first_time(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.FAILED, queued_at=clock.now() - timedelta(days=1))
    reader.visit(f"/staff/tasks/{uid}")
    reader.send({}, form=f"form[action='/staff/tasks/{uid}/again']", expect=303)
    reader.follow()
    assert "the worker is not running" not in reader.text()


def test_a_running_task_is_asked_to_stop(reader, aygul):
    reader.sign_in(aygul)
    uid = a_task(aygul)
    now_is(uid, state=JobState.RUNNING)
    reader.visit(f"/staff/tasks/{uid}")
    reader.send({}, form=f"form[action='/staff/tasks/{uid}/cancel']", expect=303)
    page = reader.follow()
    assert "is being cancelled" in reader.text()
    assert not page.select(f"form[action='/staff/tasks/{uid}/cancel']")


def test_a_file_that_was_made_is_saved_under_its_name_and_never_shown(app, aygul, stop, run):
    uid = a_task(aygul, "test.file", stop_id=stop.id)
    run()
    client = signed_in(app, aygul)
    page = got(client, f"/staff/tasks/{uid}").decode()
    assert "Адамдар.csv" in page
    address = page.partition('class="btn btn-primary" href="')[2].partition('"')[0]
    with fresh_context():
        answer = client.get(address)
    assert answer.data.decode() == "name\r\nҚанарейка\r\n"
    assert answer.mimetype == "text/csv"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=file.csv; filename*=UTF-8''%D0%90%D0%B4%D0%B0%D0%BC%D0%B4%D0%B0%D1%80.csv"
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_is_gone_for_everybody_else_and_after_its_time(app, aygul, stop, run):
    uid = a_task(aygul, "test.file", stop_id=stop.id)
    run()
    with acting_as(actor_with_id(aygul.id)):
        file_uid = tasks.job_row(uid).result["values"]["file_uid"]
    for other in (a_user(Role.STOP, stop=stop), a_user(Role.NATIONAL)):
        got(signed_in(app, other), f"/staff/files/{file_uid}", expect=404)
        got(signed_in(app, other), f"/staff/tasks/{uid}", expect=404)
    with unit_of_work() as session:
        session.execute(update(files.KeptFile).values(expires_at=clock.now()))
    got(signed_in(app, aygul), f"/staff/files/{file_uid}", expect=404)
    assert b"has been removed" in got(signed_in(app, aygul), f"/staff/tasks/{uid}")


def test_a_file_is_gone_for_an_owner_who_may_no_longer_read_people(app, aygul, stop, run):
    """Though whoever looks at everything still has the region in sight."""
    uid = a_task(aygul, "test.file", stop_id=stop.id)
    run()
    with acting_as(actor_with_id(aygul.id)):
        file_uid = tasks.job_row(uid).result["values"]["file_uid"]
    auditor = a_user(Role.AUDITOR)
    kept(RoleGrant(user_id=auditor.id, role=Role.STOP, stop_id=a_stop().id))
    with unit_of_work() as session:
        session.execute(update(files.KeptFile).values(owner_id=auditor.id))
    got(signed_in(app, auditor), f"/staff/files/{file_uid}", expect=404)


@pytest.mark.parametrize(
    "address", ["/staff/tasks/x", "/staff/tasks/%00", f"/staff/tasks/{'a' * 22}", f"/staff/files/{'a' * 22}"]
)
def test_what_names_no_task_is_not_there(app, aygul, address):
    got(signed_in(app, aygul), address, expect=404)


def test_another_accounts_task_cannot_be_cancelled(app, aygul, stop, run):
    uid = a_task(aygul)
    sent(signed_in(app, a_user(Role.STOP, stop=stop)), "/staff/tasks", url_to=f"/staff/tasks/{uid}/cancel", expect=404)
    run()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_once_however_long_it_is(reader, aygul, statements, count):
    reader.sign_in(aygul)
    for _number in range(count):
        a_task(aygul)
    reader.visit("/staff/tasks")
    statements.clear()
    reader.visit("/staff/tasks")
    assert len([asked for asked in statements if "FROM jobs" in asked]) == 1


def test_pieces_that_are_made_while_they_are_sent_speak_the_language_of_the_request(app):
    def pieces():
        yield language().encode()

    def served() -> bytes:
        with app.test_request_context(headers={"Accept-Language": "en"}):
            response = attachment(pieces(), "a.csv", "text/csv")
        return response.get_data()  # a server sends it when the request is over

    with ThreadPoolExecutor() as server:  # where no test has an application of its own
        assert server.submit(served).result() == b"en"


def test_a_name_that_breaks_the_line_breaks_no_header(app):
    with app.test_request_context():
        said = attachment(b"", "Сарань\r\nX-Own: 1\u202e.csv", "text/csv").headers["Content-Disposition"]
    assert said.endswith("''%D0%A1%D0%B0%D1%80%D0%B0%D0%BD%D1%8C%20X-Own%3A%201%20.csv")
