"""Translations are written feature by feature and read as one catalogue a language."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from campaign.assets.catalogues import messages
from campaign.assets.vendor import AssetError


def write(root: Path, language: str, feature: str, text: str) -> None:
    place = root / "campaign/translations" / language / f"{feature}.po"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def read(root: Path, language: str) -> GNUTranslations:
    with (root / f"campaign/translations/{language}/LC_MESSAGES/messages.mo").open("rb") as file:
        return GNUTranslations(file)


def test_the_files_of_all_features_become_one_catalogue(tmp_path: Path):
    write(tmp_path, "ru", "relay", 'msgid "Stop"\nmsgstr "Остановка"\n')
    write(tmp_path, "ru", "people", 'msgid "Person"\nmsgstr "Человек"\n\nmsgid "Stop"\nmsgstr "Остановка"\n')
    assert messages(tmp_path)
    catalogue = read(tmp_path, "ru")
    assert [catalogue.gettext(word) for word in ("Stop", "Person", "Other")] == [
        "Остановка",
        "Человек",
        "Other",
    ]


def test_numbers_follow_the_rules_of_the_language(tmp_path: Path):
    forms = 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    write(tmp_path, "ru", "core", forms.format("день", "дня") + 'msgstr[2] "дней"\n')
    write(tmp_path, "kk", "core", forms.format("бір күн", "күн"))
    messages(tmp_path)
    said = {
        language: [read(tmp_path, language).ngettext("%(num)s day", "%(num)s days", n) for n in (1, 2, 5, 21)]
        for language in ("ru", "kk")
    }
    assert said == {"ru": ["день", "дня", "дней", "день"], "kk": ["бір күн", "күн", "күн", "күн"]}


def test_two_translations_of_the_same_words_are_refused_with_both_places(tmp_path: Path):
    write(tmp_path, "kk", "events", 'msgid "Save"\nmsgstr "Сақтау"\n')
    write(tmp_path, "kk", "people", '\nmsgid "Save"\nmsgstr "Сақтап қою"\n')
    for _ in range(2):  # the second time too: it is not forgotten that something is wrong
        with pytest.raises(AssetError, match=r"“Save” is 'Сақтау' in events.po:1 and 'Сақтап қою' in people.po:2"):
            messages(tmp_path)


def test_the_same_words_may_differ_where_a_context_tells_them_apart(tmp_path: Path):
    write(
        tmp_path,
        "ru",
        "core",
        'msgid "Open"\nmsgstr "Открыть"\n\nmsgctxt "state"\nmsgid "Open"\nmsgstr "Открыто"\n',
    )
    messages(tmp_path)
    assert read(tmp_path, "ru").pgettext("state", "Open") == "Открыто"
    assert read(tmp_path, "ru").gettext("Open") == "Открыть"


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path):
    write(tmp_path, "ru", "relay", "this is not a catalogue\n")
    with pytest.raises(AssetError, match=r"ru/relay\.po cannot be read"):
        messages(tmp_path)


def test_nothing_is_compiled_twice(tmp_path: Path):
    write(tmp_path, "ru", "core", 'msgid "Yes"\nmsgstr "Да"\n')
    assert [messages(tmp_path), messages(tmp_path)] == [True, False]
    write(tmp_path, "ru", "core", 'msgid "Yes"\nmsgstr "да"\n')
    assert messages(tmp_path)
