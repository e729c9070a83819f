"""A scanner from outside: it knows nothing of the program, follows every link, and tries what scanners try.

What it says is a finding of a level: "high" (something of ours runs, leaks or is open), "low" (a head is missing), "info".
"""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urljoin, urlsplit

LINK = re.compile(r'(?:href|action|src)="([^"#]+)"')
PROBE = "zqx'\"><svg/onload=alert(7)>{{7*7}}"
RAN = ("<svg/onload=alert(7)>", "zqx'\"&gt;&lt;svg/onload=alert(7)&gt;49")
BROKEN = ("Traceback (most recent call last)", "sqlalchemy", "psycopg", "sqlite3", "jinja2", "werkzeug", "File &quot;/")
FILES = (
    ".env", ".git/HEAD", ".git/config", "app.py", "pyproject.toml", "campaign.db", "adalzhol.db", "backup.zip", "dump.sql",
    "server-status", "phpinfo.php", "wp-login.php", "admin/", "console", "debug", "static/../app.py",
    "static/%2e%2e/app.py", "static/..%2f..%2fapp.py", "static/....//app.py", "..%2f..%2f..%2fetc%2fpasswd",
)  # fmt: skip
HEADS = {
    "Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}  # fmt: skip
METHODS = ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND")
ELSEWHERE = "https://evil.example/"


@dataclass
class Scan:
    """What was found where; how much was looked at."""

    port: int
    cookie: str = ""
    most: int = 200
    pages: int = 0
    probes: int = 0
    findings: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def serious(self) -> list[tuple[str, str, str]]:
        return [found for found in self.findings if found[0] != "info"]

    def run(self) -> Scan:
        for path in self.crawl():
            self.probe(path)
        self.open_files()
        self.methods()
        self.host()
        self.redirects()
        return self

    def say(self, level: str, path: str, what: str) -> None:
        self.findings.append((level, path, what))

    def ask(self, method: str, path: str, **heads: str) -> tuple[int, dict[str, str], str]:
        """One request as it is written: nothing is followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        try:
            connection.request(method, path, headers={**cookie, "Accept-Language": "en", **heads})
            answer = connection.getresponse()
            body = answer.read(2_000_000).decode("utf-8", "replace")
            self.probes += 1
            said: dict[str, str] = {}
            for name, value in answer.getheaders():
                said[name] = f"{said[name]}\n{value}" if name in said else value
            return answer.status, said, body
        finally:
            connection.close()

    def crawl(self) -> list[str]:
        """Every page that links lead to, few of a kind."""
        seen, waiting, kinds, found = {"/"}, deque(["/", "/staff/"]), {}, []
        while waiting and self.pages < self.most:
            path = waiting.popleft()
            kind = re.sub(r"\d+|[A-Za-z0-9_-]{20,}", "#", urlsplit(path).path)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] > 2:
                continue
            status, heads, body = self.ask("GET", path)
            self.pages += 1
            self.judge(path, status, heads, body)
            if heads.get("Content-Type", "").startswith("text/html"):
                found.append(path)
                for link in LINK.findall(body):
                    to = urlsplit(urljoin(f"http://here{path}", html.unescape(link)))
                    target = to.path + (f"?{to.query}" if to.query else "")
                    if to.netloc == "here" and target not in seen and "sign-out" not in target:
                        seen.add(target)
                        waiting.append(target)
        return found

    def judge(self, path: str, status: int, heads: dict[str, str], body: str) -> None:
        """Heads, cookies and errors of one answer."""
        said = self.say
        if status >= 500:
            said("high", path, f"answers {status}")
        for name, value in HEADS.items():
            if value not in heads.get(name, ""):
                said("low", path, f"has no {name}")
        if "unsafe" in heads.get("Content-Security-Policy", ""):
            said("high", path, "its policy allows what is unsafe")
        if re.search(r"\d", heads.get("Server", "")):
            said("info", path, f"names its server: {heads['Server']}")
        self._judge_openness(path, status, heads, body)

    def _judge_openness(self, path: str, status: int, heads: dict[str, str], body: str) -> None:
        if heads.get("Access-Control-Allow-Origin"):
            self.say("high", path, "lets other sites read")
        for line in heads.get("Set-Cookie", "").splitlines():
            if "httponly" not in line.lower() or "samesite" not in line.lower():
                self.say("low", path, f"a cookie without HttpOnly or SameSite: {line.partition('=')[0]}")
        for word in BROKEN if status >= 400 else ():
            if word in body:
                self.say("high", path, f"shows its inside: {word}")

    def probe(self, path: str) -> None:
        """Every question a page takes, with something in it that would run."""
        address = urlsplit(path)
        names = {pair.partition("=")[0] for pair in address.query.split("&") if pair} | {"q", "next", "page", "lang", "sort"}
        status, heads, body = self.ask("GET", f"{address.path}?{urlencode(dict.fromkeys(names, PROBE))}")
        self.judge(path, status, heads, body)
        if any(word in body for word in RAN):
            self.say("high", path, "runs what it is asked")
        if "evil" in heads.get("Location", ""):
            self.say("high", path, "leads elsewhere")

    def open_files(self) -> None:
        for name in FILES:
            status, heads, body = self.ask("GET", f"/{name}")
            self.judge(f"/{name}", status, heads, body)
            if status == 200:
                self.say("high", f"/{name}", "is open to all")
        status, _heads, body = self.ask("GET", f"/{quote('ә' * 3000)}")  # refused before it comes to the program
        if status >= 500 or any(word in body for word in BROKEN):
            self.say("high", "/ә…", f"answers {status}")

    def methods(self) -> None:
        for method in METHODS:
            for path in ("/", "/sign-in", "/healthz"):
                status, _heads, _body = self.ask(method, path)
                if status < 400:
                    self.say("high", path, f"takes {method}")
                if status >= 500 and status != 501:
                    self.say("high", path, f"{method} answers {status}")

    def host(self) -> None:
        """A forged host must stand nowhere in the answer."""
        for head in ("Host", "X-Forwarded-Host", "X-Original-URL", "Forwarded"):
            _status, heads, body = self.ask("GET", "/sign-in", **{head: "evil.example"})
            if "evil.example" in body or "evil.example" in heads.get("Location", ""):
                self.say("high", "/sign-in", f"believes {head}")

    def redirects(self) -> None:
        for target in (ELSEWHERE, "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"):
            for name in ("next", "to", "url", "return", "back"):
                status, heads, _body = self.ask("GET", f"/sign-in?{urlencode({name: target})}")
                if status in {301, 302, 303, 307, 308} and "evil" in heads.get("Location", ""):
                    self.say("high", "/sign-in", f"{name}={target} leads elsewhere")
