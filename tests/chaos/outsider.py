"""Wapiti, a scanner that others wrote, in an environment of its own: pointed at a server on loopback, and asking nobody else.

It runs all of its attacks that need no list or listener from the network. Where it would have a machine of its makers listen
for a server that can be made to ask elsewhere, an ear of ours listens. What it finds and is not so is told with the reason.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

from tests.browser.chromium import cache, one_at_a_time

VERSION = "3.2.3"
YOUNGEST_NOT = (3, 13)  # the first Python it does not run on
LEVELS = ("info", "low", "medium", "high", "critical")
MODULES = (
    "backup", "brute_login_form", "buster", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers",
    "https_redirect", "ldap", "methods", "permanentxss", "redirect", "shellshock", "spring4shell", "sql", "ssrf", "timesql",
    "upload", "xss", "xxe",
)  # fmt: skip
NOT_SO = {
    ("https_redirect", ""): "the server in front of gunicorn leads to HTTPS; here is none, on loopback",
    ("cookieflags", "Secure flag"): "asked over HTTP; with an address of https every cookie has it",
    ("ldap", ""): "there is no directory, nor a library for one; what is typed comes back without the NUL that was sent, "
    "and so each answer looks new to it",
}
"""(module, words it says) → why it is not so."""


@dataclass(frozen=True)
class Found:
    """One finding: how grave, by which module, what and where; `not_so` is why it is none."""

    level: str
    module: str
    what: str
    where: str
    not_so: str = ""


def program() -> Path:
    """Wapiti, installed once for all checkouts. Raises RuntimeError when this Python is too young, or it cannot be had."""
    if sys.version_info >= YOUNGEST_NOT:
        raise RuntimeError(f"Wapiti {VERSION} wants a Python before {'.'.join(map(str, YOUNGEST_NOT))}")
    folder = cache() / f"wapiti-{VERSION}"
    with one_at_a_time(folder.with_suffix(".lock")):
        if not (folder / "bin/wapiti").exists():
            venv.create(folder, with_pip=True, clear=True)
            command = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", f"wapiti3=={VERSION}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"Wapiti could not be installed: {done.stderr.strip()[-300:]}")
    return folder / "bin/wapiti"


@contextmanager
def ear() -> Iterator[tuple[str, list[str]]]:
    """The address of a listener, and what it heard but for Wapiti's own questions about it."""
    heard: list[str] = []

    def answer(path: str) -> str:
        if not path.startswith("/get_"):
            heard.append(path)
        return "{}"

    with _server(answer) as address:
        yield f"{address}/", heard


@contextmanager
def hole() -> Iterator[str]:
    """The address of a page that puts what it is asked into its text as it came: any scanner must find that."""
    form = '<form action="/"><input name="q"></form>'
    with _server(lambda path: f"<!doctype html><p>{unquote_plus(path.partition('q=')[2])}</p>{form}") as address:
        yield address


@contextmanager
def _server(answer: Callable[[str], str]) -> Iterator[str]:
    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(answer(self.path).encode())

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Scanned:
    """What was found, and how many addresses and forms were looked at, of them so many under /staff/."""

    found: list[Found]
    pages: int
    work: int


def scanned(url: str, folder: Path, cookie: str, seconds: int) -> Scanned:
    """Attack with each module for so many seconds at most, having looked around thrice as long. `cookie`: NAME=VALUE or ""."""
    folder.mkdir()
    report = folder / "report.json"
    with ear() as (listener, heard):
        command = [
            str(program()), "-u", f"{url}/", "--scope", "folder", "-d", "6", "--max-links-per-page", "80",
            "--max-files-per-dir", "8", "--max-parameters", "20", "--max-scan-time", str(3 * seconds),
            "--max-attack-time", str(seconds), "--tasks", "4", "--no-bugreport", "-v", "0", "--endpoint", listener,
            "--store-session", str(folder / "session"), "-dr", "2", "-m", ",".join(MODULES), "-f", "json", "-o", str(report),
            "-x", f"{url}/sign-out*", "-x", f"{url}/staff/account/*", "-H", "Accept-Language: en",
        ]  # fmt: skip
        if cookie:
            command += ["-s", f"{url}/staff/", "-c", str(_jar(folder, cookie))]
        nowhere = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
        environment = {**os.environ, "HOME": str(folder), **nowhere}
        with (folder / "said").open("w") as said:
            subprocess.run(command, env=environment, stdout=said, stderr=said, check=False)
    if not report.exists():
        raise RuntimeError(f"Wapiti made no report: {(folder / 'said').read_text()[-600:]}")
    document = json.loads(report.read_text())
    seen = [page["request"]["url"] for page in document["infos"]["crawled_pages"]]
    found = [*(Found("high", "ssrf", "was made to ask elsewhere", path) for path in heard), *read(document)]
    return Scanned(found, len(seen), sum(f"{url}/staff/" in address for address in seen))


def _jar(folder: Path, cookie: str) -> Path:
    name, _, value = cookie.partition("=")
    one = {"value": value, "expires": None, "secure": False, "port": None, "version": 0}
    path = folder / "cookies.json"
    path.write_text(json.dumps({"127.0.0.1": {"/": {name: one}}}))
    return path


def read(report: dict[str, dict[str, list[dict[str, object]]]]) -> list[Found]:
    """What Wapiti's report holds, the gravest first."""
    kinds = ("vulnerabilities", "anomalies", "additionals")
    items = [item for kind in kinds for items in report[kind].values() for item in items]
    found = [
        Found(
            LEVELS[int(str(item["level"]))], str(item["module"]), str(item["info"]),
            f"{item['method']} {item['path']} {item.get('parameter') or ''}".rstrip(),
            why(str(item["module"]), str(item["info"])),
        )
        for item in items
    ]  # fmt: skip
    return sorted(found, key=lambda one: -LEVELS.index(one.level))


def why(module: str, info: str) -> str:
    """The reason why such a finding is none; nothing when it may be one."""
    return next((words for (name, part), words in NOT_SO.items() if name == module and part in info), "")
