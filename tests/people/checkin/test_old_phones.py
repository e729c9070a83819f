"""The page of check-in on a phone of 2016: its scripts are of 2017, its rules are the server's, its weight is small."""

import gzip
import itertools
import json
import random
import re
import unicodedata

import pytest

from campaign.core import crypto, text
from campaign.people.checkin.offline import words
from campaign.people.checkin.offline.rules import rules
from tests.node import STATIC, acorn, in_node

OURS = sorted(str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
FIELD = [name for name in OURS if "/" in name and not name.startswith("typed/")]  # sheets are typed back at a desk
YOUNGER = re.compile(
    r"\.(?:at|flat|flatMap|(?<!clients\.)matchAll|replaceAll|replaceChildren|finally|allSettled|fromEntries|toSorted|findLast|description)\("
    r"|\b(?:globalThis|structuredClone|queueMicrotask|requestIdleCallback|randomUUID|ResizeObserver|WeakRef|CompressionStream"
    r"|createImageBitmap|OffscreenCanvas|wakeLock|submitter|showPicker|inert|scheduler)\b"
    r"|AbortSignal\.|Promise\.any|Intl\.(?:ListFormat|RelativeTimeFormat)|\.(?:text|arrayBuffer)\(\)|<dialog"
)
"""What browsers learnt after Chrome 70."""
GUARDED = {"BarcodeDetector", "BroadcastChannel", "SyncManager", "locks", "storage", "vibrate", "serviceWorker", "mediaDevices"}
"""What a phone may lack; the scripts ask before they use it."""
PARTS = (
    "Қуаныш Куаныш Kuanysh Өтеғалиев Отегалиев Otegaliev Фёдор Әлия Aliya Нұр-Сұлтан Щукина Shchukina Юлия Iuliia Іңкәр Ыбырай \
 Хаким Khakim Хан Ghani Жұмабаев Zhumabaev Jumabaev Yelena Елена Цой Choi Ёлкин Yolkin O'Neil Ağa Şükür Çelik Ñañ Əli Xan \
 Qasym Wali ẞtraße Σίσυφος İbrahim ﬁnn Мұхаметжанқызы Айгерім-Бибіжан Сəуле (кіші) №7 Ии Ііі Май Мия".split()
)


def names() -> list[str]:
    """Names in all their spellings, every letter there is, and nonsense."""
    pairs = [f"{one} {other}" for one, other in itertools.product(PARTS, PARTS)]
    letters = [chr(code) for code in itertools.chain(range(1, 0x2E80), range(0xA640, 0xA6A0), range(0xFB00, 0xFB50))]
    alone = [char for char in letters if unicodedata.category(char) != "Cn" and not text._is_cherokee(char)]  # Python is older
    dice = random.Random(7)
    tricky = "абвАЯәғІіЁёйkhKHshxqийИИİßΣσςœǅ\u0301\u0306\u00b4\u00a0\u202e\u200d\u00ad\x1f\x85-'.,«№()12 \t"
    mixed = ["".join(dice.choices(tricky, k=dice.randrange(30))) for _turn in range(3000)]
    return pairs + alone + [f"a{char}b" for char in alone[::7]] + mixed


def test_a_name_is_folded_on_the_phone_as_on_the_server():
    body = "const fold = checkin.names.folder(value.rules); return value.names.map(fold);"
    typed = names()
    folded = in_node(["checkin/fold.js"], body, {"rules": rules()["fold"], "names": typed})
    wrong = [(name, text.fold(name), other) for name, other in zip(typed, folded, strict=True) if text.fold(name) != other]
    assert wrong == []


def test_a_name_is_found_among_five_thousand_however_it_is_typed():
    people = [f"Адам Номер{number:04d}" for number in range(4999)] + ["Қуаныш Өтеғалиев"]
    body = """const fold = checkin.names.folder(value.rules);
    const people = value.people.map(function (name) { return { name: name, key: fold(name) }; });
    return value.typed.map(function (typed) {
      const found = checkin.names.find(people, typed, fold, 3);
      return [found.count, found.found.length && found.found[0].name]; });"""
    typed = ["куаныш", "otegal kuan", "ТЕҒАЛ", "адам", "никого", " "]
    found = in_node(["checkin/fold.js"], body, {"rules": rules()["fold"], "people": people, "typed": typed})
    who = "Қуаныш Өтеғалиев"
    assert found == [[1, who], [1, who], [1, who], [4999, "Адам Номер0000"], [0, 0], [0, 0]]


def test_a_code_is_judged_on_the_phone_as_on_the_server():
    dice = random.Random(3)
    codes = [crypto.new_code() for _turn in range(300)]
    broken = [code[:place] + dice.choice(crypto.ALPHABET) + code[place + 1 :] for code in codes for place in (0, 3, 6)]
    swapped = [code[1] + code[0] + code[2:] for code in codes]
    typed = [*codes, *broken, *swapped, "", "ABC", "ABCDEFGH", "OOOOOOO", "😀"]
    body = "return value.typed.map(checkin.codes.judgeWith(value.rules));"
    judged = in_node(["checkin/code.js"], body, {"rules": rules()["code"], "typed": typed})
    assert [not one["wrong"] for one in judged] == [crypto.is_code(code) for code in typed]
    assert {one["wrong"] for one in judged} == {"", "short", "long", "letter", "check"}


@pytest.mark.parametrize(("typed", "meant"), [("авс-екм н", "ABCEKMH"), ("рстү хя", "PCTYXЯ"), (" 2a·3b ", "2A·3B")])
def test_letters_of_another_keyboard_are_taken_for_those_they_look_like(typed, meant):
    body = "return checkin.codes.judgeWith(value.rules)(value.typed).code;"
    assert in_node(["checkin/code.js"], body, {"rules": rules()["code"], "typed": typed}) == meant


def test_every_script_is_written_as_in_2017():
    """Ours and jsQR; the others of vendor/ are on no field page."""
    body = f"""const acorn = require({json.dumps(str(acorn()))}); const fs = require("fs");
    return value.map(function (name) {{
      try {{ acorn.parse(fs.readFileSync(name, "utf8"), {{ ecmaVersion: 2017 }}); return ""; }}
      catch (error) {{ return name + ": " + error.message; }} }}).filter(Boolean);"""
    names = [str(STATIC / name) for name in (*OURS, "vendor/jsqr.js")]
    assert in_node([], body, names) == []


@pytest.mark.parametrize("name", FIELD)
def test_a_script_asks_for_nothing_younger_than_chrome_70(name):
    source = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.DOTALL)
    assert YOUNGER.findall(source) == []
    bare = [word for word in GUARDED if word in source and not re.search(rf"(?:if \(|&& |\|\| |!|= )[\w.]*\b{word}\b", source)]
    assert bare == []


@pytest.mark.parametrize("name", ["field.css", "column.css"])
def test_the_look_asks_for_nothing_younger_either(name):
    css = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.DOTALL)
    assert (
        re.findall(r":is\(|:where\(|:has\(|:not\([^)]*,|\binset:|clamp\(|aspect-ratio|@layer|@container|overflow: clip", css)
        == []
    )
    rules_ = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    assert [head.strip() for head, body in rules_ if re.search(r"(?<!-)gap:", body) and "display: grid" not in body] == []


def test_the_rules_can_say_no():
    assert YOUNGER.findall("list.flat(); globalThis.x; navigator.wakeLock") == [".flat(", "globalThis", "wakeLock"]
    body = f"""try {{ require({json.dumps(str(acorn()))}).parse(value, {{ ecmaVersion: 2017 }}); return ""; }}
    catch (error) {{ return error.name; }}"""
    assert [in_node([], body, script) for script in ("const a = { ...b };", "a?.b;", "const a = 1;")] == ["SyntaxError"] * 2 + [
        ""
    ]


def kept(client) -> dict:
    """What the service worker says it keeps."""
    answer = client.get("/field/sw.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert (answer.headers["Service-Worker-Allowed"], answer.headers["Cache-Control"]) == ("/field/", "no-cache")
    return json.loads(re.match(r"self\.SHELL = (.+);\n", answer.get_data(as_text=True))[1])


def test_the_worker_keeps_all_that_the_page_asks_for(client):
    shell_ = kept(client)
    pages = [client.get(address).get_data(as_text=True) for address in shell_["pages"].values()]
    asked = {name for page in pages for name in re.findall(r'(?:src|href|data-reader)="(/static/[^"]+)"', page)}
    assert asked - set(shell_["files"]) == set()
    fonts = {f"/static/{name}" for name in re.findall(r"url\((vendor/golos-text-[\w-]+)", (STATIC / "look.css").read_text())}
    assert {name for name in shell_["files"] if name.endswith(".woff2")} < {f"{name}.woff2" for name in fonts}
    weights = {}
    for address in [*shell_["files"], *shell_["pages"].values()]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        weights[address] = 0 if address.endswith(".woff2") else len(gzip.compress(answer.data))
    first = sum(weights[name] for name in {*re.findall(r'(?:src|href|data-reader)="(/static/[^"]+)"', pages[0])})
    assert first + weights[shell_["pages"]["checkin"]] <= 120 * 1024
    assert sum(weights.values()) <= 160 * 1024  # what a phone fetches for all purposes together
    assert "Отмечено" in pages[0]
    assert "Белгіленді" in pages[0]


def test_a_change_of_words_is_another_version(client, monkeypatch):
    before = kept(client)
    assert kept(client) == before
    monkeypatch.setitem(words.WORDS, "title", "Door")
    assert kept(client)["version"] != before["version"]
