"""Reports by a program: begun, written clause by clause under the version that was read, never signed."""

from campaign.accounts.tokens.schemas import Scope
from campaign.core.actor import Role
from tests.factories import a_stop, a_user
from tests.machine import Machine


def test_a_report_is_begun_and_a_clause_written_and_given_back_to_the_data(shipped_app):
    stop = a_stop()
    machine = Machine.of(shipped_app, a_user(Role.STOP, stop=stop), Scope.REPORTS_WRITE)
    begun = machine.ask("POST", f"/stops/{stop.id}/reports", {})
    assert (begun.status_code, begun.json["revision"], begun.json["state"]) == (201, 1, "draft")
    assert machine.ask("POST", f"/stops/{stop.id}/reports", {}).json["id"] == begun.json["id"]
    path = f"/reports/{begun.json['id']}"
    aim = machine.ask("GET", f"{path}/clauses/aim")
    assert (aim.json["edited"], aim.headers["ETag"]) == (False, '"0"')
    sent = {"text": {"kk": "Мақсаты басқа.", "ru": "Цель другая.\nИ ещё."}}
    assert machine.ask("PUT", f"{path}/clauses/aim", sent).status_code == 428
    written = machine.ask("PUT", f"{path}/clauses/aim", sent, If_Match='"0"')
    assert (written.status_code, written.json["edited"]) == (200, True)
    assert machine.ask("PUT", f"{path}/clauses/aim", sent, If_Match='"0"').status_code == 412
    clauses = {one["code"]: one["text"] for one in machine.get(path)["clauses"]}
    assert clauses["aim"]["ru"] == "Цель другая.\nИ ещё."
    back = machine.ask("DELETE", f"{path}/clauses/aim", If_Match=written.headers["ETag"])
    assert (back.status_code, back.json["edited"]) == (200, False)
    assert machine.ask("GET", f"{path}/clauses/nothing").status_code == 404
    assert [row["state"] for row in machine.get("/reports")["items"]] == ["draft"]


def test_a_foreign_report_is_not_there_and_a_reader_writes_none(shipped_app):
    stop = a_stop()
    own = Machine.of(shipped_app, a_user(Role.STOP, stop=stop))
    number = own.ask("POST", f"/stops/{stop.id}/reports", {}).json["id"]
    reader = Machine.of(shipped_app, a_user(Role.AUDITOR))
    assert reader.ask("GET", f"/reports/{number}").status_code == 200
    assert reader.ask("PUT", f"/reports/{number}/clauses/aim", {"text": {"ru": "x"}}, If_Match='"0"').status_code == 403
    other = Machine.of(shipped_app, a_user(Role.STOP, stop=a_stop()))
    assert other.ask("GET", f"/reports/{number}").status_code == 404
    assert other.ask("POST", f"/stops/{stop.id}/reports", {}).status_code == 404
