"""Bootstrap is trimmed to what the pages use, and to nothing less."""

import re
from pathlib import Path

import pytest

from campaign.assets.face import CORE, FILES, letters
from campaign.assets.styles import parse, purge, words_of, written
from campaign.assets.vendor import CACHE, COPY, STATIC

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = (ROOT / CACHE / "bootstrap.min.css").read_text(encoding="utf-8")


def test_reading_bootstrap_and_writing_it_again_loses_nothing():
    def plain(css: str) -> str:
        return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace(";}", "}").strip()

    assert plain(written(parse(BOOTSTRAP))) == plain(BOOTSTRAP)


@pytest.mark.parametrize(
    ("css", "words", "left"),
    [
        (".btn{color:red}.card{color:blue}", {"btn"}, ".btn{color:red}"),
        (".btn,.card{color:red}", {"card"}, ".card{color:red}"),
        (".btn.active{color:red}", {"btn"}, ""),
        (".a:not(.b):hover{color:red}", {"a"}, ".a:not(.b):hover{color:red}"),
        ("body,.x{margin:0}", set(), "body{margin:0}"),
        (
            "@media (min-width:1px){.a{x:1}.b{x:2}}@media print{.b{x:3}}",
            {"a"},
            "@media (min-width:1px){.a{x:1}}",
        ),
        ("[data-bs-theme=dark] .a{x:1}", {"a"}, ""),
        (
            "@keyframes turn{to{x:1}}.a{animation:turn 1s}",
            {"a"},
            "@keyframes turn{to{x:1}}.a{animation:turn 1s}",
        ),
        ("@keyframes turn{to{x:1}}.a{animation:turn 1s}", set(), ""),
        (":root{--bs-a:1;--bs-b:2}.x{y:var(--bs-a)}", {"x"}, ":root{--bs-a:1;}.x{y:var(--bs-a)}"),
        (":root{--bs-a:var(--bs-b);--bs-b:2}p{margin:0}", set(), "p{margin:0}"),
        ('.a{background:url("data:x,{}<svg;>")}', {"a"}, '.a{background:url("data:x,{}<svg;>")}'),
    ],
)
def test_a_rule_stays_exactly_when_it_can_match(css: str, words: set[str], left: str):
    assert purge(css, words) == left


def test_what_our_own_styles_read_is_kept():
    assert "--bs-teal:#20c997" in purge(BOOTSTRAP, set(), "a{color:var(--bs-teal)}")
    assert "--bs-teal" not in purge(BOOTSTRAP, set())


def test_words_come_from_the_strings_of_python_and_all_of_a_page(tmp_path: Path):
    (tmp_path / "a.py").write_text("card = 'btn btn-primary'\n")
    (tmp_path / "b.html").write_text('<p class="{{ "alert-info" if x }}">row</p>')
    words = words_of([tmp_path / "a.py", tmp_path / "b.html"])
    assert {"btn", "btn-primary", "alert-info", "row"} <= words
    assert "card" not in words


def test_everything_that_is_fetched_is_in_its_place():
    assert [place for place in COPY.values() if not (ROOT / place).is_file()] == []


def faces_of_the_screen() -> dict[str, str]:
    """File → its letters, as `look.css` says."""
    rule = re.compile(r"url\(vendor/([\w-]+\.woff2)\)[^}]*?unicode-range: ([^;]+);")
    return {name: letters(ranges) for name, ranges in rule.findall((ROOT / "campaign/static/look.css").read_text())}


def test_the_type_that_every_page_loads_is_light_and_has_its_letters():
    said = faces_of_the_screen()
    assert {part: said[name] for part, name in FILES.items()} == {part: letters(ranges) for part, ranges in CORE.items()}
    assert sum((ROOT / STATIC / name).stat().st_size for name in FILES.values()) <= 45_000
    assert set("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Ёё №1 «Адал жол» – “Adal Zhol”") <= set("".join(map(letters, CORE.values())))


def test_no_letter_is_looked_for_in_two_files():
    every = "".join(faces_of_the_screen().values())
    assert len(set(every)) == len(every)
    assert {"é", "Ђ", "₸", "Ҡ"} <= set(every)
