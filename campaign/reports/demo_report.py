"""The event report of the demo: Karaganda has begun its own and advises the next places; nobody has signed it yet."""

from typing import Final

from campaign.core.i18n import Translated
from campaign.relay.models import Stop
from campaign.reports.information import services
from campaign.reports.information.gathering import about_stop
from campaign.reports.information.schemas import ClauseCode

CONCLUSIONS: Final = Translated(
    kk="Бағдарлама толық орындалды. Қатысушылар іс-шараның мақсатын алдын ала білген жерде шеру тезірек жүрді.",
    ru="Программа выполнена полностью. Там, где участникам заранее объяснили цель, шествие прошло быстрее.",
    en="The programme was carried out in full. Where people knew beforehand why they came, the march went faster.",
)
LESSONS: Final = Translated(
    kk="Кеудешелерді колонналар келгенге дейін таратыңыз: біз сегіз минут жоғалттық.\n"
    "Микрофондарға қосалқы батарея ұстаңыз.\n"
    "Кабинеттерді аралаудың мақсатын әр қатысушыға екі тілде айтыңыз.",
    ru="Раздавайте жилеты до прихода колонн: мы потеряли восемь минут.\n"
    "Держите запасной комплект батарей к микрофонам.\n"
    "Объясняйте цель обхода каждому участнику до начала, на двух языках.",
    en="Give the vests out before the columns come: we lost eight minutes.\n"
    "Keep spare batteries for the microphones.\n"
    "Tell everybody why the offices are visited before it begins, in both languages.",
)


def begin_the_report(stop: Stop) -> None:
    """The draft of the stop's report, with the clauses that only a hand can fill."""
    report_id = services.start(about_stop(stop.id), "", "demo report")
    services.keep_clause(report_id, ClauseCode.CONCLUSIONS, CONCLUSIONS, 0)
    services.keep_clause(report_id, ClauseCode.LESSONS, LESSONS, 0)
