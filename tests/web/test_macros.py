"""The macros and layouts: what they promise to readers, keyboards and screen readers."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import nodes

from campaign.core.actor import Actor
from campaign.factory import TEMPLATES
from campaign.web import language, templating
from campaign.web.errors import KNOWN
from campaign.web.style import SampleForm, sample, samples
from tests.reader import parsed

MACROS = sorted(path.name for path in (TEMPLATES / "_macros").glob("*.html"))
LOOKED_AT_ELSEWHERE = {"map.html", "sprite.html"}
STATIC = TEMPLATES.parent / "campaign" / "static"


@pytest.fixture
def kit() -> Iterator[Flask]:
    """The templates with the kit's own words and filters, and no feature behind them."""
    app = Flask("campaign", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.update(SECRET_KEY="k" * 32, BABEL_DEFAULT_LOCALE="en", DEMO=True, WTF_CSRF_ENABLED=True)
    language.install(app)
    templating.install(app)
    with app.test_request_context("/staff/style?lang=en"):
        yield app


def shown(kit: Flask, source: str, **words: Any) -> BeautifulSoup:
    return parsed(kit.jinja_env.from_string(source).render(**words))


def around(**more: Any) -> dict[str, Any]:
    """What context processors give every page."""
    return {
        "actor": Actor(name="A. Sample", user_id=1),
        "language": "en",
        "demo": True,
        "sample_is_in": False,
        "campaign_today": date(2018, 4, 5),
        "navigation": [SimpleNamespace(label="Stops", url="/staff/stops", current=True)],
        "brand": SimpleNamespace(name="Adal Zhol", line="Karaganda region, 2018"),
        **more,
    }


def page(kit: Flask, name: str, **more: Any) -> BeautifulSoup:
    return parsed(kit.jinja_env.get_template(name).render(**around(**more)))


@pytest.fixture
def style_page(kit: Flask) -> BeautifulSoup:
    return page(
        kit,
        "style/style.html",
        **samples(),
        shown="light",
        ways=[("Light", "#", True)],
        request=SimpleNamespace(path="/staff/style"),
    )


FORMS = '{% import "_macros/forms.html" as forms %}'
ACTIONS = '{% import "_macros/actions.html" as actions %}'


def test_a_wrong_field_is_bound_to_its_label_its_hint_and_what_is_wrong(kit: Flask) -> None:
    form = sample()
    made = shown(kit, FORMS + "{{ forms.phone_field(f, hint='Eleven digits') }}", f=form.phone)
    box = made.find("input")
    assert made.find("label")["for"] == box["id"] == "phone"
    assert box["aria-invalid"] == "true"
    said = [made.find(id=name).get_text() for name in box["aria-describedby"].split()]
    assert said[0] == "Eleven digits"
    assert "here there are 9" in said[1]
    assert (box["type"], box["autocomplete"]) == ("tel", "tel")
    assert box["value"] == "8 701 555 01"


def test_a_field_that_is_in_order_says_nothing_of_errors(kit: Flask) -> None:
    box = shown(kit, FORMS + "{{ forms.field(f) }}", f=sample().person).find("input")
    assert not {"aria-invalid", "aria-describedby"} & set(box.attrs)


@pytest.mark.parametrize(
    ("call", "words"),
    [("forms.field(f)", "Responsible person (optional)"), ("forms.field(f, optional='later')", "Responsible person (later)"),
     ("forms.field(f, optional='')", "Responsible person")],
)  # fmt: skip
def test_a_field_that_may_stay_empty_says_so(kit: Flask, call: str, words: str) -> None:
    label = shown(kit, FORMS + "{{ " + call + " }}", f=sample().person).find("label")
    assert " ".join(label.get_text().split()) == words


def test_the_summary_links_to_every_wrong_field(style_page: BeautifulSoup) -> None:
    summary = style_page.find(id="error-summary")
    assert "2 fields" in summary.get_text()
    targets = [link["href"].removeprefix("#") for link in summary.find_all("a")]
    assert targets == ["phone", "day"]
    assert all(style_page.find("input", id=target) for target in targets)


def test_a_summary_of_cards_leads_to_the_first_card(kit: Flask) -> None:
    form = sample()
    form.role.errors = ["Choose one."]
    made = shown(kit, FORMS + "{{ forms.error_summary(form) }}{{ forms.choice(form.role) }}", form=form)
    assert made.find("a", href="#role-0")
    assert made.find("input", id="role-0")["aria-invalid"] == "true"


def test_a_form_without_errors_has_no_summary(kit: Flask) -> None:
    assert not shown(kit, FORMS + "{{ forms.error_summary(form) }}", form=SampleForm(formdata=None)).find(id="error-summary")


def test_an_error_of_a_hidden_field_is_told_without_a_link(kit: Flask) -> None:
    form = SampleForm(formdata=None)
    form.operation_key.errors = ["The page is too old."]
    summary = shown(kit, FORMS + "{{ forms.error_summary(form) }}", form=form).find(id="error-summary")
    assert "The page is too old." in summary.get_text()
    assert not summary.find("a")


def test_a_form_carries_one_token_and_its_operation_key(kit: Flask) -> None:
    form = sample()
    made = shown(kit, FORMS + "{{ forms.form_open('/x', form=form) }}{{ forms.form_close() }}", form=form)
    assert len(made.find_all("input", attrs={"name": "csrf_token"})) == 1
    assert made.find("input", attrs={"name": "operation_key"})["value"] == form.operation_key.data


def test_a_form_that_only_looks_carries_no_token(kit: Flask) -> None:
    made = shown(kit, FORMS + "{{ forms.form_open('/x', method='get') }}{{ forms.form_close() }}")
    assert made.find("form")["method"] == "get"
    assert not made.find("input")


def test_a_card_without_places_cannot_be_chosen_and_says_why(kit: Flask) -> None:
    made = shown(kit, FORMS + "{{ forms.choice(f, {'photo': 'no places left'}, ['photo']) }}", f=sample().role)
    assert [box.get("disabled") is not None for box in made.find_all("input")] == [False, False, True]
    assert "no places left" in made.find("label", attrs={"for": "role-2"}).get_text()


def test_a_choice_is_a_group_with_a_name(kit: Flask) -> None:
    group = shown(kit, FORMS + "{{ forms.choice(f) }}", f=sample().role).find("fieldset")
    assert group.find("legend").get_text(strip=True) == "What will you do?"


@pytest.mark.parametrize(
    "field", ["person", "phone", "day", "words", "note", "role", "days", "agree", "pinned", "password", "code"]
)
def test_one_macro_shows_a_field_of_any_kind_with_a_label(kit: Flask, field: str) -> None:
    made = shown(kit, FORMS + "{{ forms.field(f) }}", f=sample()[field])
    controls = made.find_all(["input", "select", "textarea"])
    assert controls
    assert all(made.find("label", attrs={"for": control["id"]}) for control in controls)


MARKUP = '<b>R&D</b> "O\'Neil" <script>alert(1)</script>'


@pytest.mark.parametrize(
    "source",
    [
        '{% from "_macros/marks.html" import status %}{{ status("bad", words) }}',
        '{% from "_macros/marks.html" import tag %}{{ tag(words) }}',
        '{% from "_macros/marks.html" import ready %}{{ ready(1, [(1, words)]) }}',
        '{% from "_macros/page.html" import page_head %}{{ page_head(words, words, [(words, "/x"), (words, none)]) }}',
        '{% from "_macros/page.html" import lines, line %}{% call lines() %}{{ line(words, "/x", words, words) }}{% endcall %}',
        '{% from "_macros/flash.html" import flash_line %}{{ flash_line("bad", words, (words, "/x")) }}',
        '{% from "_macros/empty.html" import nothing_found %}{{ nothing_found(words, "/x") }}',
        '{% from "_macros/actions.html" import undo_line %}{{ undo_line(words, "/x", {"name": words}, words) }}',
        '{% from "_macros/change.html" import change %}{{ change(words, words) }}',
        '{% from "_macros/filters.html" import search %}{{ search("q", words, words) }}',
        '{% from "_macros/ordering.html" import pin %}{{ pin("p", words, true, words) }}',
        FORMS + "{{ forms.field(f, hint=words) }}",
    ],
)
def test_what_people_wrote_is_shown_as_it_is_written(kit: Flask, source: str) -> None:
    field = sample().person
    field.errors = [MARKUP]
    made = shown(kit, source, words=MARKUP, f=field)
    assert not made.find("script")
    assert MARKUP in made.get_text() or any(MARKUP in str(tag.attrs) for tag in made.find_all())


def test_enter_in_a_field_saves_and_does_not_switch_the_language(style_page: BeautifulSoup) -> None:
    """A browser presses the first submit button that belongs to the form, wherever it stands on the page."""
    inside = style_page.find("form", id="page-form").find_all("button")
    of_the_form = [
        button
        for button in style_page.find_all("button")
        if button.get("form") == "page-form" or any(button is other for other in inside)
    ]
    assert of_the_form[0].get("name") is None
    switches = [button for button in of_the_form if button.get("name") == "switch_language"]
    assert [button["value"] for button in switches] == ["kk", "ru", "en"]
    assert all(button.get("formnovalidate") is not None for button in switches)
    assert [button["value"] for button in switches if button.get("aria-current")] == ["en"]


def test_a_page_without_a_form_switches_the_language_by_links(kit: Flask) -> None:
    made = page(kit, "_layouts/staff.html")
    links = made.find("div", class_="lang").find_all("a")
    assert [(link.get_text(), link["lang"]) for link in links] == [("ҚАЗ", "kk"), ("РУС", "ru"), ("ENG", "en")]


def test_the_frame_of_work_pages(kit: Flask) -> None:
    made = page(kit, "_layouts/staff.html", sign_out_url="/sign-out", hotline="1424")
    assert made.html["lang"] == "en"
    assert made.find("a", class_="skip")["href"] == "#main"
    assert made.find("main", id="main")
    assert all(nav.find("a", attrs={"aria-current": "page"}) for nav in made.find_all("nav"))
    leaving = made.find_all("form", action="/sign-out")
    assert leaving
    assert all(form["method"] == "post" and form.find("input", attrs={"name": "csrf_token"}) for form in leaving)
    assert "1424" in made.find("footer").get_text()
    assert "invented" in made.find("aside").get_text()


def test_only_the_demo_says_that_it_is_one(kit: Flask) -> None:
    assert not page(kit, "_layouts/public.html", demo=False).find("aside")


def test_a_stranger_sees_no_sections(kit: Flask) -> None:
    made = page(kit, "_layouts/public.html", actor=Actor())
    assert not made.find("nav")


def test_an_act_is_a_form_that_is_posted_with_a_token(kit: Flask) -> None:
    made = shown(kit, ACTIONS + '{{ actions.post_button("/go", "Go", key="k1", fields={"a": 1}) }}')
    form = made.find("form")
    assert (form["method"], form["action"]) == ("post", "/go")
    sent = {box["name"]: box["value"] for box in form.find_all("input")}
    assert sent["csrf_token"]
    assert (sent["operation_key"], sent["a"]) == ("k1", "1")


def test_a_dangerous_act_says_what_it_changes_before_it_can_be_done(kit: Flask) -> None:
    made = shown(kit, ACTIONS + '{{ actions.post_button("/go", "Cancel", "danger", confirm="92 people get a message.") }}')
    hidden = made.find("details")
    assert hidden.find("summary").get_text(strip=True) == "Cancel"
    assert "92 people" in hidden.find("form").find("p").get_text()
    assert all(hidden in button.parents for button in made.find_all("button"))


@pytest.mark.parametrize(("value", "of", "width"), [(61, 160, "38.1"), (200, 100, "100"), (0, 0, "0"), (0, 240, "0.0")])
def test_a_meter_is_never_longer_than_its_measure(kit: Flask, value: int, of: int, width: str) -> None:
    made = shown(kit, '{% from "_macros/marks.html" import meter %}{{ meter(value, of) }}', value=value, of=of)
    assert made.find("rect", class_="is")["width"] == width


def test_a_bar_is_silent_unless_its_words_stand_nowhere_else(kit: Flask) -> None:
    source = '{% from "_macros/marks.html" import meter %}{{ meter(61, 160) }}{{ meter(61, 160, label="61 of 160 people") }}'
    silent, speaking = shown(kit, source).find_all("svg")
    assert (silent["aria-hidden"], silent.get("role")) == ("true", None)
    assert (speaking["role"], speaking["aria-label"]) == ("img", "61 of 160 people")


def test_a_button_of_many_rows_and_a_link_of_many_sheets_say_what_they_are_about(kit: Flask) -> None:
    button = '{% from "_macros/actions.html" import post_button %}{{ post_button("/x", "Done", about="Ким <b>") }}'
    link = '{% from "_macros/page.html" import panel %}{% call panel("F", link=("Done", "/x", "Ким <b>")) %}{% endcall %}'
    for source in (button, link):
        assert shown(kit, source).find(["button", "a"]).text == "Done: Ким <b>"


def test_the_name_of_a_language_is_spoken_in_it(kit: Flask) -> None:
    made = shown(kit, '{{ "kk"|tongue }}').find("span")
    assert (made["lang"], made.text) == ("kk", "Қазақша")


def test_a_sorted_column_says_which_way(kit: Flask) -> None:
    head = '{% from "_macros/tables.html" import sort_head %}'
    source = head + '<table><tr>{{ sort_head("Name", "name", sorting, "?sort=-name") }}</tr></table>'
    ways = [shown(kit, source, sorting=by).find("th").get("aria-sort") for by in ("name", "-name", "city")]
    assert ways == ["ascending", "descending", None]


def test_one_page_needs_no_pager(kit: Flask) -> None:
    source = '{% from "_macros/tables.html" import pager %}{{ pager(back, on) }}'
    assert not shown(kit, source, back=None, on=None).find("nav")
    assert [link["rel"] for link in shown(kit, source, back="/a", on="/b").find_all("a")] == [["prev"], ["next"]]


def test_a_filter_keeps_what_was_chosen_and_is_only_a_look(kit: Flask) -> None:
    source = """{% from "_macros/filters.html" import filter_bar, filter_select, search %}
      {% call filter_bar("/people", keep={"sort": "name", "none": none}) %}
      {{ search("q", "Куаныш", "Find") }}{{ filter_select("role", "Role", [("", "All"), (7, "Soap")], "7") }}{% endcall %}"""
    form = shown(kit, source).find("form")
    assert form["method"] == "get"
    assert {box["name"]: box["value"] for box in form.find_all("input")} == {"sort": "name", "q": "Куаныш"}
    assert form.find("option", selected=True)["value"] == "7"


ROWS = [
    {"title": "Rally", "url": "#", "times": "10:00–11:00", "begin": 600, "end": 660},
    {"title": "Motorcade", "url": "#", "times": "11:15–12:30", "begin": 675, "end": 750, "gap": 15},
    {"title": "Night", "url": "#", "times": "17:00–02:00", "begin": 1020, "end": 1560, "kind": "half", "state": "under way"},
]


def test_a_day_is_drawn_to_the_scale_of_its_hours(kit: Flask) -> None:
    made = shown(
        kit, '{% from "_macros/timeline.html" import day_timeline %}{{ day_timeline(rows, 9, 18, "6 April") }}', rows=ROWS
    )
    bars = [(float(bar["x"]), float(bar["width"])) for bar in made.select("rect.run")]
    assert bars == [(36, 36), (81, 45), (288, 36)]
    gap = made.select_one("rect.gap")
    assert (float(gap["x"]), float(gap["width"])) == (72, 9)
    assert [svg["aria-label"] for svg in made.select("svg.span")] == [row["times"] for row in ROWS]


@pytest.mark.parametrize("code", sorted(KNOWN))
@pytest.mark.parametrize("name", ["kk", "ru", "en"])
def test_every_error_says_what_happened_where_and_how_to_mend_it(kit: Flask, code: int, name: str) -> None:
    with kit.test_request_context(f"/stops/7?lang={name}") as context:
        made = page(kit, "errors/error.html", code=code, message=None, language=name, request=context.request)
    heading = made.find("h1").get_text(strip=True)
    assert made.title.get_text().startswith(heading)
    assert len(made.find_all("h1")) == 1
    assert len([part for part in made.find("main").find_all("p") if part.get_text(strip=True)]) >= 3
    assert "/stops/7" in made.find("main").get_text()
    assert made.find("main").find("a")
    if name != "en":
        assert re.search("[а-яә]", heading)


def test_an_error_of_the_campaign_speaks_in_its_own_words(kit: Flask) -> None:
    with kit.test_request_context("/x") as context:
        made = page(kit, "errors/error.html", code=409, message="All 50 places are taken.", request=context.request)
    assert "All 50 places are taken." in made.find("main").get_text()


def test_a_failure_of_ours_asks_nothing_of_the_account(kit: Flask) -> None:
    with kit.test_request_context("/x") as context:
        made = page(kit, "errors/error.html", code=500, message=None, request=context.request)
    assert not made.find("nav")


def test_every_sign_that_is_used_is_on_the_sheet_of_signs() -> None:
    sheet = set(re.findall(r'id="([im]-[\w-]+)"', (TEMPLATES / "_macros" / "sprite.html").read_text()))
    used = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"#([im]-[\w-]+)\"", path.read_text())}
    drawn = {
        f"i-{name}"
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"\bicon\(\"([\w-]+)\"|icon=\"([\w-]+)\"", path.read_text())
        for name in name
        if name
    }
    assert (used | drawn) - sheet == set()


def macros_of(kit: Flask, name: str) -> set[str]:
    tree = kit.jinja_env.parse((TEMPLATES / "_macros" / name).read_text())
    return {macro.name for macro in tree.find_all(nodes.Macro) if not macro.name.startswith("_")}


@pytest.mark.parametrize("name", [name for name in MACROS if name not in LOOKED_AT_ELSEWHERE])
def test_every_macro_is_explained_on_top_of_its_file(kit: Flask, name: str) -> None:
    comment = (TEMPLATES / "_macros" / name).read_text().split("#}")[0]
    assert [macro for macro in macros_of(kit, name) if not re.search(rf"\b{macro}\b", comment)] == []


@pytest.mark.parametrize("name", [name for name in MACROS if name not in LOOKED_AT_ELSEWHERE])
def test_every_macro_stands_on_the_style_page(kit: Flask, name: str) -> None:
    source = "".join(
        (TEMPLATES / path).read_text() for path in ("style/style.html", "style/_field.html", "_layouts/staff.html")
    )
    assert [macro for macro in macros_of(kit, name) if not re.search(rf"\b{macro}\(", source)] == []


def test_the_style_page_is_well_made(style_page: BeautifulSoup) -> None:
    assert len(style_page.find_all("h1")) == 1
    levels = [int(heading.name[1]) for heading in style_page.find_all(re.compile("^h[1-6]$"))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in style_page.find_all(id=True)]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    assert all(table.find("caption") for table in style_page.find_all("table"))
    assert all(cell.get("scope") for cell in style_page.find_all("th"))
    assert not style_page.find_all(style=True)
    assert not [tag for tag in style_page.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert not [script for script in style_page.find_all("script") if not script.get("src")]


def test_colours_stand_among_the_tokens() -> None:
    """A colour beside the tokens has a reason: paper is black on white."""
    rules = (STATIC / "look.css").read_text().split("/* ---------- 3. Ground")[1] + (STATIC / "parts.css").read_text()
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", rules)) <= {"#fff", "#000"}
