"""What must hold, line by line; `test_bars` sees to it that each line has something that measures it."""

from enum import StrEnum


class Section(StrEnum):
    RELIABILITY = "Reliability"
    SECURITY = "Security"


RELIABILITY = {
    "overbooking": "200 at once for 50 places, 20 times: exactly 50, the line in order of commit, no 5xx; a mutant overbooks",
    "seats, stock": "32 clients for 60 s: never negative, never over, balance = movements; stateful, 1,000 × 50 steps",
    "repeated writes": "10,000 operations five times in any order: nothing twice, same answers; another body: 422",
    "crash": "kill -9 ≥ 60 times in 90 s: nothing acknowledged lost, invariants hold, back in < 5 s, jobs finish",
    "trouble": "database restart, lock, full disk, mail down: only 503 with Retry-After, nothing half-written",
    "migrations": "each up, down, up on data; models equal head; killed ten times during an upgrade: rerun reaches head",
    "backup": "dump, wipe, restore of 50,000 in < 60 s, sums equal, the erased stay erased, a wrong key fails",
    "time": "Karaganda in 2018 is UTC+6, since 1 March 2024 UTC+5, in feeds, sheets and pages",
    "check": "`adalzhol check` recounts every invariant and exits 1 with what is wrong",
}
SECURITY = {
    "doors": "a route without a declared policy stops the start",
    "matrix": "every route × principals: no foreign canary, no foreign row changed, 404 outside the scope",
    "sessions": "a stolen cookie is dead within a second after logout, password or role change",
    "second factor": "staff pages need one; the demo is excepted and says so",
    "content policy": "no inline code; a crawl of all pages × roles: no violation, no outgoing connection",
    "injections": "40 strings × all text fields × HTML, PDF, mail, CSV, XLSX, ICS: none runs, nothing breaks",
    "uploads": "bombs refused in < 12 s with < 64 MB growth, parsed in a limited child",
    "names on paper": "2,000 hostile names: no failure, Kazakh letters come back",
    "spreadsheets": "no cell is a formula, the round trip is exact, +7… stays",
    "forgeries": "tokens and short codes: 10,000 forged, none accepted; revoked in < 1 s",
    "limits": "hold across workers, forwarded headers fool nobody",
    "GET": "changes nothing",
    "minors": "no path to a confirmed minor without consent: form, group, import, API, SQL",
    "sealed": "phones and guardians: none readable in the database file, WAL or dump",
    "logs": "no names, phones or tokens",
    "retention": "after the term none of the canaries anywhere, figures unchanged",
    "audit chain": "1,000 changed bytes, 1,000 found",
    "images": "re-encoded, limited in size, without location",
    "redirects": "only to own paths",
    "static rules": "the linter's security rules find nothing",
    "API": "fuzzed from its own description: nothing it does not describe",
    "outside scanner": "a crawl by a scanner finds nothing above information",
    "many machines": "several web and job processes with folders of their own against one database",
}
ASKED = {Section.RELIABILITY: RELIABILITY, Section.SECURITY: SECURITY}
