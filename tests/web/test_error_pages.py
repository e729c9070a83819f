"""What a page of an error shows of where one was: the way back, and nothing that opens somebody's ticket."""

import io
from datetime import timedelta

import pytest

from campaign.accounts.links import token_of
from campaign.accounts.schemas import LinkPurpose
from campaign.accounts.services.links import new_link
from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from tests.factories import a_user
from tests.reader import parsed

SECRET = "aB3_" * 8
FORM = f"/ticket/{SECRET}"


def main_of(answer):
    return parsed(answer.get_data(as_text=True)).find("main")


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"http://localhost{FORM}?a=1", f"{FORM}?a=1"),
        ("https://elsewhere.example/ticket", None),
        ("", None),
        ("http://[", None),
        ("http://localhost//elsewhere.example/", "/elsewhere.example/"),
    ],
)
def test_what_was_sent_in_vain_leads_back_to_where_it_was_typed(app, referer, back):
    page = main_of(app.test_client().post(f"{FORM}/cancel?lang=en", headers={"Referer": referer}))
    link = page.select_one("a[data-back]")
    assert (link and link["href"]) == back
    assert "/ticket/•••/cancel" in page.get_text()
    assert SECRET not in page.get_text()


def test_a_page_that_was_only_opened_leads_back_to_nothing(app):
    answer = app.test_client().get(f"{FORM}/cancel", headers={"Referer": f"http://localhost{FORM}"})
    assert (answer.status_code, main_of(answer).select("a[data-back]")) == (405, [])


def test_what_is_too_large_says_how_large_it_may_be(app):
    answer = app.test_client().post("/ticket?lang=en", data={"code": (io.BytesIO(b"x" * (5 << 20)), "a.csv")})
    assert (answer.status_code, "at most 4 MB" in main_of(answer).get_text()) == (413, True)


def test_a_link_for_a_password_that_has_ended_says_where_a_new_one_comes_from(app):
    with unit_of_work() as session:
        link = new_link(session, session.merge(a_user(Role.NATIONAL)), LinkPurpose.RESET, send=False)
        link.expires_at = clock.now() - timedelta(minutes=1)
        token = token_of(LinkPurpose.RESET, link.uid)
    answer = app.test_client().get(f"/reset/{token}?lang=en")
    words = main_of(answer).get_text()
    assert (answer.status_code, "Forgot the password?" in words, "Ask the person" in words) == (410, True, False)
