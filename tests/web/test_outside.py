"""Links to pages of others: only what is an address of the web leads anywhere, whatever way it was kept."""

import pytest


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,1", "//elsewhere.example/", "/staff/", ""])
def test_what_is_no_address_of_the_web_stays_words(app, address):
    made = app.jinja_env.get_template("_macros/outside.html").module.outside(address, "Акимат <b>")
    assert made == "Акимат &lt;b&gt;"


def test_a_page_of_somebody_else_learns_nothing_of_ours(app):
    made = app.jinja_env.get_template("_macros/outside.html").module.outside("https://e.kz/?a=1&b=2", "e.kz", "text-break")
    assert made == '<a class="text-break" href="https://e.kz/?a=1&amp;b=2" rel="noopener noreferrer">e.kz</a>'
