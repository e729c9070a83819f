"""The groups of the demo: a lyceum with places and some names at the rally, a college that waits for the quest as a whole."""

from typing import Final

from sqlalchemy.orm import Session

from campaign.people.groups.schemas import NewGroup
from campaign.people.groups.services import line, making, naming
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

LYCEUM: Final = NewGroup("Лицей № 20, 10 «Б»", "Гүлмира Асанова", "+77000000210", "kk", 12, may_split=False)
COLLEGE: Final = NewGroup("Политехнический колледж, группа С-21", "Олег Ли", "+77000000211", "ru", 6, may_split=False)
NAMES: Final = """
1. Алмас Ерланұлы; 8 700 000 03 01; 1999
2. Жібек Қайратова, 8 700 000 03 02, 2000
3. Нұржан Сапаров	8 700 000 03 03	1998
4. Виктория Пак 8 700 000 03 04 2000
5. Ерасыл Мұрат; ; 2003
"""


def bring_groups(session: Session, stop: Stop) -> None:
    """Two groups at the stop's events; whoever moves up at the quest has a day to confirm."""
    events = first_of_each_kind(session, stop.id)
    lyceum = making.make(events["rally"], LYCEUM, "demo-group-lyceum")
    naming.enter_names(lyceum.group_id, NAMES, "demo-group-names")
    line.set_term(events["quest"], 24)
    making.make(events["quest"], COLLEGE, "demo-group-college")
