"""Two people name the signers of one stop at the same instant."""

from concurrent.futures import ThreadPoolExecutor

from campaign.core.actor import acting_as, current_actor
from campaign.core.db import db
from campaign.core.errors import Stale
from campaign.papers import services
from campaign.papers.schemas import Signers, SubjectKind
from tests.factories import an_event


def test_who_comes_second_is_told_and_nothing_fails(postgres_app):
    stop_id, actor = an_event().stop_id, current_actor()

    def name(_turn: int) -> type[Exception] | None:
        with postgres_app.app_context(), acting_as(actor):
            try:
                services.keep_signers(SubjectKind.STOP, stop_id, Signers(), 0)
            except Stale as error:
                return type(error)
            finally:
                db.session.remove()
        return None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(map(str, pool.map(name, range(4)))) == sorted(map(str, [None, Stale, Stale, Stale]))
