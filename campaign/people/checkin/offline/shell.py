"""The page of check-in as a phone keeps it."""

from typing import Final

from campaign.people.checkin.offline.rules import rules
from campaign.people.checkin.offline.words import WORDS
from campaign.web.field.shells import Shell

SHELL: Final = Shell(
    path="checkin",
    template="people/field/checkin.html",
    words=WORDS,
    purpose="checkin/purpose.js",
    scripts=tuple(
        f"checkin/{name}.js" for name in ("fold", "code", "people", "record", "camera", "card", "screen", "ways", "page")
    ),
    more=("vendor/jsqr.js",),
    rules=rules,
)
