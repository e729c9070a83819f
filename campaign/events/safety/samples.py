"""The safety plan of an invented event: the usual plan of a rally, in the words of the cast."""

from campaign.core.i18n import Translated
from campaign.events.invented import event_of
from campaign.events.safety import paper
from campaign.events.safety.schemas import LONGEST, Phone, Risk, SafetyPlan, SafetyWords
from campaign.events.safety.usual import usual_plan
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of


def _plan(cast: Cast, size: Size) -> SafetyPlan:
    words = SafetyWords() if size is Size.EMPTY else _words(cast, usual_plan("rally"), size)
    return SafetyPlan(event_of(cast, size), cast.campaign, words, 1)


def _words(cast: Cast, usual: SafetyWords, size: Size) -> SafetyWords:
    most = len(size.of(20))

    def text(of: Translated) -> Translated:
        return cast.of(of, LONGEST["text"])

    return SafetyWords(
        risks=tuple(_risk(cast, one, number) for number, one in enumerate(usual.risks[:most])),
        phones=tuple(_phone(cast, one, number) for number, one in enumerate(usual.phones[:most])),
        medical=text(usual.medical), evacuation=text(usual.evacuation), children=text(usual.children),
        weather=text(usual.weather), communication=text(usual.communication),
    )  # fmt: skip


def _risk(cast: Cast, usual: Risk, number: int) -> Risk:
    return Risk(cast.of(usual.risk, LONGEST["risk"]), cast.of(usual.measure, LONGEST["measure"]), cast.short(number))


def _phone(cast: Cast, usual: Phone, number: int) -> Phone:
    return Phone(cast.of(usual.who, LONGEST["who"]), usual.phone or cast.phone(number))


SAMPLES = (sample_of(paper.KIND, _plan),)
