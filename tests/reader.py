"""A test client that looks at every page it is given, as a careful reader would."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, g
from werkzeug.test import TestResponse

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE


def parsed(markup: str | bytes) -> BeautifulSoup:
    """A page as a tree, by libxml2: in a third of the time of a parser that does all as browsers do; `audit` minds the rest."""
    return BeautifulSoup(markup, "lxml")


class Reader:
    """GET and POST as a person does: forms are filled in, not invented.

    Every HTML page fetched through here is audited, so each view test is also a test of titles, labels, ids and forms.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.response: TestResponse
        self.page: BeautifulSoup

    def sign_in(self, user: User) -> None:
        """Begin a real session for the account, without typing its password."""
        from tests.factories import a_session_of

        self.client.set_cookie(COOKIE, a_session_of(user))

    def visit(self, url: str, *, expect: int = 200, language: str = "en") -> BeautifulSoup:
        headers = {"Accept-Language": language}
        with fresh_context():
            return self._take(self.client.get(url, headers=headers), expect)

    def send(self, fields: dict[str, Any], *, form: str = "main form[method=post]", expect: int = 302) -> BeautifulSoup:
        """Fill in a form of the page and send it with everything else it carries."""
        found = self.page.select_one(form)
        assert found is not None, f"there is no {form} on this page"
        names = {field["name"] for field in found.select("[name]")}
        assert set(fields) <= names, f"no such field: {set(fields) - names} among {names}"
        action = found.get("action") or self.response.request.path
        with fresh_context():
            return self._take(self.client.post(action, data=as_is(found) | fields), expect)

    def look(self, url: str) -> BeautifulSoup:
        """Visit a page about minors, or many people, and say why where it asks."""
        self.visit(url)
        if self.page.select_one("[name=reason_kind]"):
            self.send({"reason_kind": "event"}, expect=303)
            self.follow()
        return self.page

    def follow(self) -> BeautifulSoup:
        return self.visit(self.response.location)

    def text(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    def _take(self, response: TestResponse, expect: int) -> BeautifulSoup:
        assert response.status_code == expect, f"{response.status_code}: {response.get_data(as_text=True)[:3000]}"
        self.response = response
        self.page = parsed(response.get_data())
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303}:
            audit(self.page)
        return self.page


class fresh_context:
    """A request in a test pushes its own application context; what the test set in `g` must not leak into it."""

    def __enter__(self) -> None:
        self.kept = {name: g.pop(name) for name in list(g)}

    def __exit__(self, *error: object) -> None:
        for name in list(g):
            g.pop(name)
        for name, value in self.kept.items():
            setattr(g, name, value)


def audit(page: BeautifulSoup) -> None:
    headings = [" ".join(heading.get_text().split()) for heading in page.select("h1")]
    assert len(headings) == 1, f"a page has one h1, this one has {headings}"
    assert page.title is not None
    title = " ".join(page.title.get_text().split())
    assert title.startswith(headings[0]), f"the title {title!r} begins with the h1 {headings[0]!r}"
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"the same id twice: {sorted(ids)}"
    labelled = {label.get("for") for label in page.select("label")}
    for control in page.select("input:not([type=hidden]), select, textarea"):
        named = control.get("id") in labelled or control.get("aria-label") or control.find_parent("label")
        assert named, f"no label: {control}"
    for form in page.select("form"):
        assert form.get("action"), f"a form says where it goes: {form}"
        if form.get("method", "get").lower() == "post":
            assert form.select_one("[name=csrf_token]"), f"no token: {form}"
    told = {told for tag in page.select("[aria-describedby]") for told in tag["aria-describedby"].split()}
    assert told <= set(ids), f"described by what is not there: {sorted(told - set(ids))}"
    for wrong in page.select(".field-error:not([role], [data-wrong])"):
        assert wrong.get("id") in told, f"nothing says that this is wrong with it: {wrong}"
    assert not page.select("script:not([src]), style, [onclick], [style]"), "inline script or style"
    inside = page.select_one("form form, a a, a button, button a, button button, label label")
    assert inside is None, f"a browser takes this out of what it is in: {inside}"


def as_is(form: Tag) -> dict[str, Any]:
    """What the form would send untouched."""
    fields: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        name = control["name"]
        if control.name == "select":
            chosen = control.select("option[selected]") or control.select("option")[:1]
            fields[name] = [option.get("value", option.get_text()) for option in chosen]
            continue
        if control.get("type") in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        if control.get("type") in {"submit", "button", "file"}:
            continue
        value = control.get_text() if control.name == "textarea" else control.get("value", "")
        if name in fields:
            fields[name] = [*(fields[name] if isinstance(fields[name], list) else [fields[name]]), value]
        else:
            fields[name] = value
    return fields
