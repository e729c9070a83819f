"""Every sentence of the interface exists in Kazakh, Russian and English, with the same values in it; no forbidden words."""

import ast
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from campaign.config import ROOT
from tests.house.test_size import CODE, FILES

KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "gettext": None, "ngettext": (1, 2)}
VALUE = re.compile(r"%\((\w+)\)[sd]|%[sd]")
NAMED = re.compile(r"%\((\w+)\)")
FORBIDDEN = re.compile(r"\b(TODO|FIXME|XXX|coming soon|lorem ipsum)\b", re.IGNORECASE)
# What hides a failure. This is the pattern by which the test below finds it; it hides none itself.
SOFT = re.compile(r"pytest\.(skip|xfail)|mark\.(skip|xfail)|except:|\|\s*safe\b|NotImplementedError\(\)")
PLACES = re.compile(r"/(work|home|root|farm)/[a-z]|/tmp/[a-z]")


@cache
def said() -> dict[str | tuple[str, ...], str]:
    """Every message in code and templates, and where it stands first."""
    found: dict[str | tuple[str, ...], str] = {}
    for folder, ways in (("campaign", [("**.py", "python")]), ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")])):
        options = {"**.html": {"trimmed": "true", "extensions": "jinja2.ext.do"}}
        for name, line, message, _comments, _context in extract_from_dir(
            ROOT / folder, ways, options, keywords=KEYWORDS, directory_filter=lambda _folder: True
        ):
            found.setdefault(message, f"{folder}/{name}:{line}")
    for path in sorted((ROOT / "campaign").glob("**/api.py")):
        found |= dict.fromkeys(summaries(path.read_text()), str(path.relative_to(ROOT)))
    return found


def summaries(code: str) -> list[str]:
    """What operations for machines say of themselves; the page of the API says it in every language."""
    views = [one for one in ast.parse(code).body if isinstance(one, ast.FunctionDef) and one.decorator_list]
    return [str(ast.get_docstring(one)).partition("\n")[0] for one in views]


def test_what_an_operation_says_of_itself_is_a_sentence_to_translate():
    assert summaries('@api.reads("/x")\ndef x():\n    """One x.\n\n    More."""\n\ndef y():\n    """No view."""') == ["One x."]


@cache
def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """The translations of a language, from the files of all features."""
    words: dict[str, tuple[str, ...]] = {}
    for path in sorted((ROOT / "campaign/translations" / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    one = message.id if isinstance(message.id, str) else message.id[0]
                    words[one] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return words


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_sentence_is_translated(language):
    words = catalogue(language)
    missing = [
        f"{place} {message!r}"
        for message, place in said().items()
        if not all(words.get(message if isinstance(message, str) else message[0], ("",)))
    ]
    assert missing == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_translation_takes_the_values_of_its_sentence(language):
    wrong, of_many = [], dict(message for message in said() if not isinstance(message, str))
    for message, strings in catalogue(language).items():
        many = of_many.get(message, message)
        allowed = set(VALUE.findall(message)) | set(VALUE.findall(many))
        for string in strings:
            if not set(VALUE.findall(string)) <= allowed or (
                len(strings) == 1 and set(VALUE.findall(string)) != set(VALUE.findall(message))
            ):
                wrong.append(message)
    assert wrong == []


def unfilled(message: str, translation: str) -> str:
    """Why the values of the sentence cannot be put into its translation; empty when they can."""
    names = set(NAMED.findall(message))
    try:
        translation % dict.fromkeys(names, 1)
    except (KeyError, TypeError, ValueError) as error:
        return f"{message!r}: {error!r}" if names else ""
    return ""


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_values_of_a_sentence_fit_into_its_translation(language):
    """As it is done at run time: a lone per cent sign or a value of another name would end in an error there."""
    assert [
        why for message, strings in catalogue(language).items() for string in strings if (why := unfilled(message, string))
    ] == []


@pytest.mark.parametrize("translation", ["%(secret)s", "100% %(name)s", "%(name)"])
def test_a_translation_that_takes_other_values_is_seen(translation):
    assert unfilled("Hello, %(name)s!", translation)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_translation_is_left_over(language):
    used = {message if isinstance(message, str) else message[0] for message in said()}
    assert sorted(set(catalogue(language)) - used) == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_sentence_is_translated_in_one_file(language):
    """Who mends a translation finds it once, and it cannot say two things."""
    found = Counter()
    for path in (ROOT / "campaign/translations" / language).glob("*.po"):
        found.update(re.findall(r'^msgid "(.+)"$', path.read_text(), re.MULTILINE))
    assert [message for message, files in found.items() if files > 1] == []


def test_plural_forms_are_complete():
    for language, forms in (("kk", 2), ("ru", 3)):
        words = catalogue(language)
        for message in said():
            if not isinstance(message, str):
                assert len(words[message[0]]) == forms, (language, message)


def saying(pattern: re.Pattern[str], names: Iterable[str]) -> list[str]:
    """Where the pattern is found, and what it found."""
    return [f"{name}: {found.group()!r}" for name in names if (found := pattern.search((ROOT / name).read_text()))]


def test_nothing_says_that_it_is_unfinished():
    ours = [name for name in CODE if not name.startswith("tests/")]
    assert saying(FORBIDDEN, ours) + saying(SOFT, ours) == []


def test_no_place_of_a_machine_is_named():
    read = [name for name in FILES if name.endswith((".py", ".md", ".toml", ".html", ".js", ".css"))]
    assert saying(PLACES, (name for name in read if name != "tests/house/test_words.py")) == []


UNIT_ALONE = re.compile(
    r"number\b[^{}]*(\}\}[^{}]*\{\{|~ \" \" ~) [\w.]*units\[|count=[^)]*unit=[\w.]*units\[|\{number\([^{}]*\{UNITS\["
)


def test_a_unit_stands_after_its_number_in_the_form_that_goes_with_it():
    """`1 pair`, `5 pairs`: a table of units has one form of each, for columns; after a number say `counted` or `unit_after`."""
    assert UNIT_ALONE.search("<b>{{ row.here|number }}</b> {{ shown.units[unit] }}") is not None
    assert UNIT_ALONE.search("<small>{{ units[head.unit] }}</small>") is None
    assert [name for name in CODE if not name.startswith("tests/") and UNIT_ALONE.search((ROOT / name).read_text())] == []


TOO_LONG = re.compile(r"At most %\(most\)s characters fit here")


def test_one_place_says_that_a_text_is_too_long():
    assert saying(TOO_LONG, [name for name in CODE if not name.startswith("tests/")]) == [
        "campaign/core/lengths.py: 'At most %(most)s characters fit here'"
    ]
