"""The season of the sample: the story of the demo told as of now, without accounts and without anything that is sent.

The baton came to Karaganda three days ago; tomorrow it goes to Temirtau, where people have registered. Everybody is invented.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.i18n import Translated
from campaign.core.mail import Message
from campaign.core.outward import OutwardAct
from campaign.events.schemas import EventState
from campaign.events.services import move_events
from campaign.relay.models import Campaign
from campaign.relay.schemas import PlanWish
from campaign.relay.services import create_season
from campaign.reports import demo
from campaign.reports.demo_badges import print_the_badges
from campaign.reports.demo_baton import hand_it_on, hand_over_the_baton
from campaign.reports.demo_checklists import tick_the_checklists
from campaign.reports.demo_door import open_the_doors
from campaign.reports.demo_figures import say_the_figures
from campaign.reports.demo_groups import bring_groups
from campaign.reports.demo_materials import supply_the_stores
from campaign.reports.demo_papers import sign_and_plan
from campaign.reports.demo_permits import file_the_papers
from campaign.reports.demo_shifts import plan_shifts
from campaign.reports.sample.tables import is_of_the_plan

REGION: Final = "KZ-35"
BEGAN: Final = timedelta(days=3)  # before today
LASTS: Final = timedelta(days=251)
NAME: Final = Translated(
    kk="Үлгі деректер: «Адал жол – Честный путь»", ru="Учебные данные: «Адал жол – Честный путь»",
    en="Sample data: “Adal Zhol – The Honest Way”",
)  # fmt: skip
"""Of the campaign: public pages, tickets and printed papers say it, and so say that they are of the sample."""


def build(session: Session) -> None:
    """Make the season in this unit of work, as the system, through the services of each feature. Some seconds.

    What the acts queued for machines and mailboxes is taken back before anybody sees it: not a letter goes out.
    """
    _relay(session)
    stops = demo.stops_by_code(session)
    held, coming = stops[demo.KARAGANDA], stops[demo.TEMIRTAU]
    for code in (demo.KARAGANDA, demo.TEMIRTAU):
        demo.put_places(session, stops[code], code)
        file_the_papers(session, stops[code])
    demo.hold_what_is_over(session, held)
    hand_over_the_baton(session, held)
    move_events(demo.event_ids(session, coming.id), EventState.OPEN)
    sign_and_plan(session, held, coming)
    tick_the_checklists(session, coming)
    demo.let_people_come(session, coming)
    bring_groups(session, coming)
    print_the_badges(session, coming)
    open_the_doors(session, held, coming)
    plan_shifts(session, held, coming)
    supply_the_stores(session, held, coming)
    demo.walk_and_drive(session, held, coming)
    hand_it_on(session, held, coming)
    say_the_figures(session, held, coming)
    _keep_it_at_home(session)


def _relay(session: Session) -> None:
    today = clock.campaign_today()
    wish = PlanWish(
        region_code=REGION, as_of=today, start=today - BEGAN, stay_days=14, until=today - BEGAN + LASTS, kit="standard",
        stays=((demo.KARAGANDA, 5), (demo.TEMIRTAU, 6)), pins=((demo.KARAGANDA, 1), (demo.TEMIRTAU, 2)),
    )  # fmt: skip
    create_season(wish, "sample")
    campaign = session.scalars(select(Campaign)).one()
    campaign.name, campaign.region_id = NAME, None
    campaign.slogans, campaign.hotline = [slogan.as_dict() for slogan in demo.SLOGANS], "1424"


def _keep_it_at_home(session: Session) -> None:
    """Drop what was queued since `build` began: nothing else can have been, in the same unit of work."""
    session.flush()
    audit.write_down(session)  # and with it the rows that wait to go out together
    session.execute(delete(Message).where(is_of_the_plan(Message.kind)))
    session.execute(delete(OutwardAct))
