"""A form that is too large is told so on a page, never an error of ours."""

import io

import pytest

from campaign.core.actor import Role
from tests.factories import a_user
from tests.people.papers import signed_in
from tests.reader import fresh_context

FOUR = 4 << 20


@pytest.mark.parametrize("url", ["/sign-in", "/staff/territory/import", "/staff/events/1/imports"])
def test_a_file_that_is_too_large_is_refused_on_a_page_of_ours(app, url):
    client = signed_in(app, a_user(Role.NATIONAL), "ru")
    size = FOUR if "imports" not in url else 6 * FOUR
    with fresh_context():
        answer = client.post(url, data={"file": (io.BytesIO(b"x" * size), "a.csv")})
    assert answer.status_code == 413
    assert "Файл слишком большой" in answer.get_data(as_text=True)


def test_a_stranger_sends_no_large_file_to_an_import(app):
    with fresh_context():
        answer = app.test_client().post("/staff/events/1/imports", data={"file": (io.BytesIO(b"x" * FOUR), "a.csv")})
    assert answer.status_code in {302, 413}
