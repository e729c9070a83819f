"""What kinds, languages, answers and formats are called, in the reader's language or in that of a paper."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.events.press.schemas import Answer, Format, OutletKind, Tongue

KINDS: Final[dict[OutletKind, Words]] = {
    OutletKind.TV: _l("television"),
    OutletKind.NEWSPAPER: _l("newspaper"),
    OutletKind.SITE: _l("news site"),
    OutletKind.SOCIAL: _l("social media"),
    OutletKind.RADIO: _l("radio"),
}
TONGUES: Final[dict[Tongue, Words]] = {
    Tongue.KK: _l("Kazakh"),
    Tongue.RU: _l("Russian"),
    Tongue.BOTH: _l("Kazakh and Russian"),
    Tongue.EN: _l("English"),
}
ANSWERS: Final[dict[Answer, Words]] = {
    Answer.INVITED: _l("invited"),
    Answer.CONFIRMED: _l("will come"),
    Answer.CAME: _l("came"),
    Answer.DECLINED: _l("does not come"),
}
ANSWER_MARKS: Final[dict[Answer, str]] = {
    Answer.INVITED: "half",
    Answer.CONFIRMED: "half",
    Answer.CAME: "good",
    Answer.DECLINED: "calm",
}
FORMATS: Final[dict[Format, Words]] = {
    Format.STORY: _l("TV or radio story"),
    Format.ARTICLE: _l("article"),
    Format.POST: _l("post"),
    Format.ANNOUNCEMENT: _l("announcement"),
    Format.BILLBOARD: _l("billboard"),
    Format.LED: _l("LED screen"),
    Format.BOOKLET: _l("booklet"),
}
