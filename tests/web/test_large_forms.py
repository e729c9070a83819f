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


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/staff/stock/import", 1),
        ("/staff/norms/table", 2),
        ("/staff/territory/import", 4),
        ("/staff/events/1/imports", 20),
        ("/group/aaaa/people", 1),
        ("/sign-in", 4),
    ],
)
def test_what_is_too_large_is_told_what_the_form_of_that_place_takes(app, url, most):
    client = signed_in(app, a_user(Role.NATIONAL), "en")
    with fresh_context():
        kind = "multipart/form-data; boundary=b"
        answer = client.post(f"{url}?lang=en", content_type=kind, environ_overrides={"CONTENT_LENGTH": str(200 << 20)})
    assert answer.status_code == 413
    assert f"at most {most} MB" in answer.get_data(as_text=True)


def test_a_stranger_sends_no_large_file_to_an_import(app):
    with fresh_context():
        answer = app.test_client().post("/staff/events/1/imports", data={"file": (io.BytesIO(b"x" * FOUR), "a.csv")})
    assert answer.status_code in {302, 413}
