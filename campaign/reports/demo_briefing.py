"""The briefings of the demo: the rally of Temirtau has one that was sent, the office walk one that lacks something."""

from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.briefing.models import CampaignFact
from campaign.events.briefing.schemas import Contact, NewFact
from campaign.events.briefing.services import add_fact, send, usual_text, write
from campaign.reports.demo_events import first_of_each_kind

STOPS: Final = NewFact(
    Translated(
        kk="Облыста эстафета өтетін қалалар мен аудандар", ru="Города и районы области, через которые идёт эстафета",
        en="Cities and districts of the region that the relay passes",
    ), "18", Translated(), 2018, "План-график эстафеты", "https://example.kz/relay/2018/plan", checked=True,
)  # fmt: skip
MEETING: Final = Translated(
    kk="әкімдіктің бас кіреберісі", ru="у главного входа в акимат", en="at the main entrance of the akimat"
)
DAY: Final = Translated(
    kk="09:30 Жиналу, топтарға бөліну\n10:00 Митинг\n11:00 Бас киім мен тулардың қайтарылуы",
    ru="09:30 Сбор, деление на группы\n10:00 Митинг\n11:00 Возврат бейсболок и флажков",
    en="09:30 Gathering, groups are formed\n10:00 Rally\n11:00 Caps and flags are given back",
)
LEADER, MEDIC, LOST = (
    Contact("Алия Бекова", "+77000000114"), Contact("Медпункт, Сәуле Нұрланова", "+77000000115"),
    Contact("Штаб у входа в акимат, Тимур Ли", "+77000000116"),
)  # fmt: skip
BRING = Translated(
    kk="Жылы киім, жел болуы мүмкін\nБір бөтелке су",
    ru="Тёплая одежда: на площади ветер\nБутылка воды",
    en="Warm clothes: it is windy on the square\nA bottle of water",
)


def brief_the_people(session: Session, stop_id: int) -> None:
    """Write both briefings and send the first."""
    stops = add_fact(STOPS, "demo-fact-stops")
    shipped = session.scalars(select(CampaignFact.id).where(CampaignFact.code.is_not(None)).order_by(CampaignFact.id)).all()
    events = first_of_each_kind(session, stop_id)
    whole = replace(
        usual_text(), day=DAY, meeting=MEETING, leader=LEADER, medic=MEDIC, lost=LOST, fact_ids=(stops, shipped[0]),
        bring=BRING,
    )  # fmt: skip
    write(events["rally"], whole)
    send(events["rally"], 1, "demo-briefing-rally")
    write(events["office_walk"], replace(usual_text(), why=Translated(ru=usual_text().why.ru)))
