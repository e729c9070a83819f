"""What must hold, line by line and clause by clause; `test_bars` sees to it that something measures each clause.

A bar names the clauses that it shows; one that no bar shows stands in the table as not measured.
"""

from enum import StrEnum


class Section(StrEnum):
    RELIABILITY = "Reliability"
    SECURITY = "Security"


Clauses = dict[str, str]
RELIABILITY: dict[str, Clauses] = {
    "overbooking": {
        "exact": "200 at once for 50 places, 20 times, 3 workers: exactly 50",
        "order": "a waiting list in the order of commit",
        "no 5xx": "no error of ours",
        "mutant": "a program without the guard overbooks",
    },
    "seats, stock": {
        "never over": "32 clients for 60 s: never negative, never over",
        "balance": "balance = sum of movements",
        "any order": "stateful, 1,000 runs of 50 steps",
    },
    "repeated writes": {
        "forms": "10,000 operations five times in any order: nothing twice, same answers",
        "offline": "the same of what phones kept",
        "API": "the same of programs",
        "another body": "same key with another body: 422",
    },
    "crash": {
        "kills": "kill -9 of a worker ≥ 60 times in 90 s while registering, issuing and importing",
        "nothing lost": "no acknowledged write lost, all invariants hold",
        "back": "back in < 5 s",
        "jobs": "jobs finish",
    },
    "trouble": {
        "restart": "database restart: only 503 with Retry-After, nothing half-written",
        "lock": "the same when others hold a lock",
        "full disk": "the same on a full disk",
        "mail": "the same while mail is down",
    },
    "migrations": {
        "up and down": "each up, down, up on data",
        "head": "models equal head",
        "killed": "killed ten times during an upgrade: rerun reaches head",
    },
    "backup": {
        "restore": "dump, wipe, restore of 50,000 rows in < 60 s, sums equal",
        "erased": "people erased after the dump are erased again",
        "wrong key": "a wrong key fails",
    },
    "time": {
        "zones": "Karaganda in 2018 is UTC+6, since 1 March 2024 UTC+5",
        "feeds": "feeds show the wall clock of the place",
        "sheets": "sheets do",
        "pages": "pages do",
    },
    "check": {"recounts": "`adalzhol check` recounts every invariant", "exit": "and exits 1 with what is wrong"},
}
SECURITY: dict[str, Clauses] = {
    "doors": {"start": "a route without a declared policy stops the start"},
    "matrix": {
        "canaries": "every route × principals: no foreign canary",
        "rows": "no foreign row changed",
        "404": "404 outside the scope",
    },
    "sessions": {
        "logout": "a stolen cookie is dead within a second after logout",
        "password": "after a new password",
        "role": "after another role",
    },
    "second factor": {"asked": "staff pages need one", "demo": "the demo is excepted and says so"},
    "same answer": {
        "sign-in": "a known and an unknown account: same answer, after the same time, at sign-in",
        "reset": "and when a new password is asked for",
    },
    "content policy": {
        "inline": "no inline code",
        "crawl": "a browser's crawl of all pages × roles: no violation",
        "connections": "no outgoing connection",
    },
    "injections": {
        "pages": "40 strings × all text fields × HTML: none runs, nothing breaks",
        "PDF": "× PDF",
        "mail": "× mail",
        "CSV": "× CSV",
        "XLSX": "× XLSX",
        "ICS": "× ICS",
        "forms": "every text field of every form takes each or says why not",
    },
    "uploads": {"bombs": "bombs refused in < 12 s with < 64 MB growth", "child": "parsed in a limited child"},
    "names on paper": {"no failure": "2,000 hostile names: no failure", "letters": "Kazakh letters come back"},
    "spreadsheets": {
        "no formula": "no cell is a formula",
        "round trip": "the round trip is exact",
        "phones": "+7… stays",
    },
    "forgeries": {
        "tokens": "10,000 forged tokens, none accepted",
        "short codes": "10,000 guesses of short codes, none accepted",
        "revoked": "revoked in < 1 s",
    },
    "limits": {"workers": "hold across workers", "forwarded": "are not fooled by forwarded headers"},
    "GET": {"nothing": "changes nothing"},
    "minors": {
        "form": "no path to a confirmed minor without consent: form",
        "group": "group",
        "import": "import",
        "API": "API",
        "SQL": "SQL",
    },
    "sealed": {
        "phones": "none readable in the database file, WAL or dump",
        "guardians": "guardians neither",
    },
    "logs": {"nobody": "no names, phones or tokens"},
    "retention": {"canaries": "after the term none of the canaries anywhere", "figures": "figures unchanged"},
    "audit chain": {"bytes": "1,000 changed bytes, 1,000 found"},
    "images": {"re-encoded": "re-encoded", "size": "limited in size", "location": "without location"},
    "redirects": {"own": "only to own paths"},
    "static rules": {"none": "the linter's security rules find nothing"},
    "API": {"described": "fuzzed from its own description: nothing it does not describe"},
    "outside scanner": {"none": "a crawl by a scanner finds nothing above information"},
    "many machines": {"one database": "several web and job processes with folders of their own against one database"},
}
ASKED: dict[Section, dict[str, Clauses]] = {Section.RELIABILITY: RELIABILITY, Section.SECURITY: SECURITY}
