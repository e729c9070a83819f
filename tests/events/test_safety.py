"""Safety plans: the usual one until one is kept, sealed at rest, and a paper with heads, phones and signatures."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.events.models import EventKind
from campaign.events.safety import services
from campaign.events.safety.models import EventSafetyPlan
from campaign.events.safety.queries import plan_of
from campaign.events.safety.schemas import Phone, Risk, SafetyWords
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.factories import a_stop, a_user, an_event, kept, words
from tests.papers.papers import acting, pages_of

OWN = SafetyWords(
    risks=(Risk(words("Гололёд", "Көктайғақ"), words("Песок", "Құм"), "Исабеков С. Ж."), Risk()),
    phones=(Phone(words("Дежурный", "Кезекші"), "8 700 467 32 60"), Phone()),
    evacuation=words("Через ул. Мира"),
)


def test_the_usual_plan_is_that_of_the_kind_until_one_is_kept(app):
    rally = an_event()
    walk = an_event()
    walk.kind_id = kept(EventKind(code="office_walk", name=words("Обход"), shipped=True)).id
    db.session.commit()
    assert [len(plan_of(event.id).words.risks) for event in (rally, walk)] == [5, 3]
    assert plan_of(rally.id).version == 0
    services.keep_plan(rally.id, OWN, 0)
    plan = plan_of(rally.id)
    assert plan.version == 1
    assert (plan.words.risks, plan.words.phones) == (OWN.risks[:1], OWN.phones[:1])
    stored = db.session.query(EventSafetyPlan).one().content_sealed
    assert b"467 32 60" not in stored


def test_a_plan_that_cannot_be_kept_says_why_and_a_stale_one_too(app):
    event = an_event()
    for wrong in (
        SafetyWords(risks=(Risk(measure=words("Песок")),)),
        SafetyWords(risks=(Risk(words("Ы" * 10_000)),)),
        SafetyWords(phones=(Phone(phone="112"),)),
        SafetyWords(weather=words("Ы" * 10_000)),
        SafetyWords(risks=(Risk(words("Ы")),) * 41),
    ):
        with pytest.raises(Invalid) as error:
            services.keep_plan(event.id, wrong, 0)
        assert error.value.problems
    services.keep_plan(event.id, OWN, 0)
    with pytest.raises(Stale):
        services.keep_plan(event.id, OWN, 0)
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.keep_plan(event.id, OWN, 1)
    with acting(a_user(Role.STOP, stop=a_stop())), pytest.raises(NotFound):
        plan_of(event.id)


def test_the_paper_holds_all_that_offices_ask_for(app):
    event = an_event()
    services.keep_plan(event.id, OWN, 0)
    kk = " ".join(pages_of(print_paper("safety_plan", SubjectKind.EVENT, event.id, PrintWish("kk"), "kk")))
    for said in (
        "БЕКІТЕМІН",
        "КЕЛІСІЛДІ",
        "Көктайғақ",
        "Құм",
        "Исабеков С. Ж.",
        "Кезекші",
        "8 700 467 32 60",
        "Нұсқама",
        "Адасқан",
    ):
        assert said in kk, said
    ru = " ".join(pages_of(print_paper("safety_plan", SubjectKind.EVENT, event.id, PrintWish("ru"), "ru")))
    for said in ("УТВЕРЖДАЮ", "1. Риски и меры", "3. Эвакуация", "Через ул. Мира", "5. Погода", "8. Инструктаж", "9. Разбор"):
        assert said in ru, said


def test_a_plan_is_changed_through_its_page(app, reader):
    event = an_event()
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/events/{event.id}/safety"
    reader.visit(page)
    assert "usual plan" in reader.text()
    reader.visit(f"{page}/edit")
    reader.send({"risks-0-risk_ru": "Ы" * 301}, form="#page-form", expect=422)
    assert reader.page.select_one("#risks-0-risk_ru")["value"] == "Ы" * 301
    reader.send({"risks-0-risk_ru": "", "risks-0-risk_kk": "", "risks-0-risk_en": ""}, form="#page-form", expect=422)
    reader.send({"risks-0-risk_ru": "Паводок"}, form="#page-form", expect=303)
    reader.follow()
    assert "Паводок" in reader.text()
    assert "usual plan" not in reader.text()
