"""What is known of somebody is given out whole by the organizer, and as far as one ticket goes to its holder."""

import io
import json
import zipfile

from campaign.core.actor import Role
from campaign.core.db import db
from tests.factories import a_registration, a_user, an_event
from tests.people.privacy.canaries import MAIL, NAME, NOTE, PARENT, PHONE, name_canary, papers_of


def unpacked(response) -> tuple[str, dict]:
    with zipfile.ZipFile(io.BytesIO(response.get_data())) as archive:
        return archive.read("data.html").decode(), json.loads(archive.read("data.json"))


def test_the_organizer_gives_out_everything_and_a_ticket_only_its_own(app, reader):
    registration = a_registration(an_event(), NAME)
    person = name_canary(registration)
    person.language = "ru"
    db.session.commit()
    papers_of(registration)
    registration.issue(1)
    db.session.commit()
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/registrations/{registration.id}"
    reader.visit(page)
    reader.send({}, form=f"form[action='{page}/data']", expect=200)
    html, facts = unpacked(reader.response)
    said = json.dumps(facts, ensure_ascii=False)
    assert [word in said for word in (NAME, PHONE, MAIL, NOTE, PARENT, registration.code)] == [True] * 6
    assert [word in html for word in (NAME, "8 747 999 88 77", MAIL, NOTE, "Персональные данные")] == [True] * 5
    assert facts["rows_with_these_words"] == {"printed_sheets": 1, "kept_files": 1}
    ticket = f"/ticket/{registration.token}/data"
    reader.visit(ticket)
    reader.send({}, form=f"form[action='{ticket}']", expect=200)
    html, facts = unpacked(reader.response)
    said = html + json.dumps(facts, ensure_ascii=False)
    assert [word in said for word in (NAME, NOTE, PHONE, MAIL, PARENT)] == [True, True, False, False, False]
