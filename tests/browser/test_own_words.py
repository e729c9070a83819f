"""What a browser says by itself at a field, it says in the language of the page."""

import pytest
from playwright.sync_api import Page, expect

from campaign.accounts.queries import COOKIE
from campaign.core.actor import Role
from tests.browser.conftest import Site
from tests.factories import a_session_of, a_user, an_event


@pytest.fixture
def coordinator(page: Page, live_site: Site) -> Page:
    page.context.add_cookies([{"name": COOKIE, "value": a_session_of(a_user(Role.NATIONAL)), "url": live_site.url}])
    return page


def test_a_field_for_a_file_and_an_empty_field_speak_kazakh(coordinator: Page, live_site: Site):
    event, page = an_event(), coordinator
    page.goto(live_site / "/staff/norms/table?lang=kk")
    field, shown = page.locator("main input[type=file]"), page.locator("main .file-shown")
    expect(shown).to_have_text("Файлды таңдауәлі таңдалмаған")
    field.set_input_files({"name": "normalar.csv", "mimeType": "text/csv", "buffer": b"1"})
    expect(shown.locator(".file-name")).to_have_text("normalar.csv")
    page.goto(live_site / f"/staff/events/{event.id}?lang=kk")
    page.locator("main details.confirm:has([required]) summary").last.click()
    page.locator("main details[open] .confirm-sheet button").click()
    needed = page.locator("main details[open] [required]")
    assert needed.evaluate("field => field.validationMessage") == "Бұл жолды толтырыңыз."
    needed.fill("Алаң жөнделіп жатыр")
    assert needed.evaluate("field => field.validationMessage") == ""


def test_of_two_choices_that_were_both_found_missing_either_lets_the_form_go(coordinator: Page, live_site: Site):
    """What is said of the one must not stay there when the other is chosen, nor where a program fills in a field."""
    page = coordinator
    page.goto(live_site / "/staff/account?lang=kk")
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          form.id = "asked";
          form.innerHTML = '<input type="radio" name="one" id="yes" required><input type="radio" name="one" id="no" required>'
            + '<input id="typed" required><button>go</button>';
          form.addEventListener("submit", event => { event.preventDefault(); form.dataset.sent = "yes"; });
          document.querySelector("main").append(form);
        }"""
    )
    form = page.locator("#asked")
    form.locator("button").click()
    assert page.locator("#yes").evaluate("field => field.validationMessage") == "Бұл жолды толтырыңыз."
    page.locator("#no").check()
    page.locator("#typed").evaluate("field => { field.value = 'x'; }")
    form.locator("button").click()
    expect(form).to_have_attribute("data-sent", "yes")
