"""How the world finds the public pages: what they are called, and where each language of them stands."""

import pytest

from campaign.core.db import db
from tests.factories import a_relay, a_stop, an_event

HOME = "https://adalzhol.example"


def public_pages() -> dict[str, str]:
    """Path and a word of the description of each page that search engines may keep."""
    relay = a_relay()
    event = an_event(a_stop(relay))
    db.session.commit()
    return {
        "/": "эстафета",
        f"/relays/{relay.id}": "Карагандинская область",
        f"/relays/{relay.id}/programme": "Карагандинская область",
        f"/events/{event.id}": "Митинг на площади",
    }


def test_a_public_page_says_what_it_is_and_where_its_languages_are(app, reader):
    app.config["PUBLIC_URL"] = HOME
    for path, words in public_pages().items():
        page = reader.visit(f"{path}?utm=1", language="ru")
        assert page.select_one("link[rel=canonical]")["href"] == f"{HOME}{path}?lang=ru"
        found = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        assert found == {"x-default": HOME + path} | {code: f"{HOME}{path}?lang={code}" for code in ("kk", "ru", "en")}
        assert words in page.select_one("meta[name=description]")["content"]
        assert page.html["lang"] == "ru"
        assert not page.select("meta[name=robots]")


@pytest.mark.parametrize("path", ["/", "/sign-in"])
def test_a_house_without_an_address_names_none(app, reader, path):
    app.config["PUBLIC_URL"] = ""
    assert not reader.visit(path).select("link[rel=canonical], link[hreflang]")
