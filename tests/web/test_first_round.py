"""A form tells everything that is wrong at once: numbers and days that a rule refuses are not kept for a second round."""

from datetime import date
from itertools import count

import pytest
from werkzeug.datastructures import MultiDict

from campaign.accounts.alarms.forms import RuleForm as AlarmForm
from campaign.accounts.tokens.forms import TokenForm
from campaign.events.briefing.forms import FactForm
from campaign.events.checklists.forms import TaskForm
from campaign.events.contingency.forms import ContingencyForm
from campaign.events.deadlines import forms as deadlines
from campaign.events.figures.plausibility import forms as plausibility
from campaign.events.figures.plausibility.schemas import Check
from campaign.events.forms import EventForm, PlaceForm
from campaign.events.kits.forms import KitEventForm, KitForm, KitTaskForm
from campaign.events.plan.forms import PlanLineForm
from campaign.events.press.forms import PlanRowForm, PublicationForm
from campaign.events.running.forms import RunningForm
from campaign.exhibition.forms import HallForm, new_panel_form
from campaign.exhibition.schemas import PanelKind
from campaign.materials.catalogue.forms import MaterialForm
from campaign.materials.issuing.forms import IssueForm
from campaign.materials.ledger.forms import DocumentForm
from campaign.materials.norms.forms import NormForm, SetForm
from campaign.motorcades.forms import CarForm, ColumnForm, VehicleForm
from campaign.motorcades.offers.forms import OfferForm
from campaign.papers.desk.forms import DeskForm
from campaign.papers.sets.forms import EveningForm
from campaign.people.groups.forms import AskForm
from campaign.people.minors.forms import AgeRuleForm
from campaign.people.photos.forms import PhotoForm
from campaign.people.shifts.forms import ShiftForm
from campaign.relay.custody.forms import ProposalForm
from campaign.relay.forms import CampaignTextForm, CopyForm, PlanForm
from campaign.relay.slip.forms import SlipForm
from campaign.relay.slip.schemas import SlipAct
from campaign.reports.information.forms import HeadForm
from campaign.walks.forms import TeamForm
from campaign.walks.signs import forms as signs
from campaign.web.forms import CampaignForm

LONG = "x" * 5000
DAY = "2030-04-06"
PIECES = {"unit": "piece", "use": "consumable"}


def plausible():
    form = plausibility.RuleForm()
    form.offer(Check.PER_VEHICLE, (), {})
    return form


def inserting():
    form = SlipForm(MultiDict({"stay": "93", "reason": LONG}))
    form.act = SlipAct.INSERT
    return form


def event_of_stay():
    form = EventForm()
    form.stay = date(2018, 4, 6), date(2018, 4, 11)
    return form


def photo():
    form = PhotoForm()
    form.zone = "Asia/Almaty"
    return form


def document():
    form = DocumentForm()
    form.take((), {"q-1": "x"})
    return form


def panel():
    return new_panel_form(PanelKind.FACTS, "Asia/Almaty")


ROUNDS = {
    "an event": (EventForm, {"day": "no", "starts": "11:00", "ends": "10:00", "capacity": "0"}, "day ends capacity title_ru"),
    "a day far away": (event_of_stay, {"starts": "x", "day": "1999-04-06"}, "starts day"),
    "a token": (TokenForm, {"last_day": "1999-04-06"}, "name scopes last_day"),
    "an alarm": (AlarmForm, {"most": "0", "valid_from": "x", "kind": "sign_in"}, "valid_from most"),
    "a head of a report": (HeadForm, {"number": LONG, "dated_on": "2150-04-06"}, "number dated_on"),
    "a photo": (photo, {"author": LONG, "taken_on": "2150-04-06"}, "author taken_on"),
    "a row of a running sheet": (RunningForm, {"rows-0-minutes": "601", "shift_by": "x"}, "rows shift_by"),
    "a role": (EventForm, {"starts": "x", "roles-0-name_ru": "Гость", "roles-0-capacity": "0"}, "starts roles"),
    "a place": (PlaceForm, {"name_ru": LONG, "lat": "91", "lon": "x", "capacity": "-1"}, "name_ru lat lon capacity"),
    "a vehicle": (VehicleForm, {"plate": "1" * 61, "kind": "car", "seats": "900"}, "plate seats"),
    "a car": (CarForm, {"kind": "car", "role": "bus", "seats": "4", "given": "5", "number": "0", "driver_phone": "1"},
              "driver_phone plate given number"),
    "a column": (ColumnForm, {"head_phone": "1", "speed_kmh": "500", "gap_m": "-1", "distance": "10001"},
                 "head_phone speed_kmh gap_m distance"),
    "one's own car": (OfferForm, {"kind": "car", "plate": "1" * 61, "seats": "-1"}, "plate seats make agree"),
    "a material": (
        MaterialForm,
        {"name_ru": LONG, "pack": "0", "travel_days": "-1", "washing_days": "9999", "price": "1,5,5", **PIECES},
        "name_ru pack travel_days washing_days price",
    ),
    "a document of stock": (document, {"dated_on": "1999-01-02", "due_on": "1999-01-01", "note": LONG}, "note dated_on due_on"),
    "an issue": (IssueForm, {"dated_on": "1999-01-01", "note": LONG}, "note dated_on"),
    "a norm": (NormForm, {"note": LONG, "amount": "-1", "each": "0", "reserve": "1001", "basis": "door"},
               "note amount each reserve"),
    "a set": (SetForm, {"lines-0-material": "1", "lines-0-quantity": "x"}, "name_ru lines"),
    "a season": (PlanForm, {"start": "2018-04-06", "until": "2018-04-01", "stay": "0", "region": "KZ-35", "skip": "none"},
                 "stay until"),
    "a copy": (CopyForm, {"start": "1900-04-06", "until": "1900-04-01", "events": "own"}, "start until"),
    "a campaign": (
        CampaignTextForm,
        {"hotline": "call", "starts_on": "2018-04-06", "ends_on": "2018-04-01", "default_language": "ru"},
        "hotline ends_on name_kk",
    ),
    "a slip": (inserting, {}, "reason stay"),
    "a handover": (ProposalForm, {"entries": "-1", "pages": "x"}, "pages entries day time"),
    "bad weather": (
        ContingencyForm,
        {"reserve_day": DAY, "wind_ms": "x", "colder_than": "-99", "hotter_than": "99", "decide_hours": "999"},
        "wind_ms colder_than hotter_than decide_hours reserve_starts",
    ),
    "a kit": (KitForm, {"code": "Small town!", "name_ru": LONG}, "name_ru code"),
    "an event of a kit": (
        KitEventForm,
        {"days": "400", "when": "after_arrival", "starts": "23:00", "minutes": "90", "capacity": "0", "teams": "0",
         "roles-0-name_ru": "Гость", "roles-0-amount": "0", "roles-0-basis": "fixed"},
        "days minutes capacity teams roles title_ru",
    ),
    "a task of a kit": (KitTaskForm, {"days": "400", "when": "before_event"}, "days when title_ru"),
    "a task": (TaskForm, {"title_ru": "x" * 900, "when": "fixed"}, "title_ru fixed_on"),
    "a permit": (deadlines.PermitForm, {"basis": "none", "vehicles": "-1", "issued_on": "x"}, "issued_on vehicles reason"),
    "a legal rule": (
        deadlines.RuleForm,
        {"days": "-1", "answer_days": "0", "patrol_cars": "0", "measure": "vehicles", "valid_from": "2018-04-06",
         "valid_to": "2018-04-01", "source_url": "https://[adilet", "addressee_ru": LONG},
        "addressee_ru days answer_days patrol_cars threshold valid_to source_url",
    ),
    "a rule of plausibility": (plausible, {"least": "5", "most": "4", "name_ru": LONG}, "name_ru most"),
    "a publication": (PublicationForm, {"published_on": "x", "reach": "-1", "address": "a"}, "published_on reach address"),
    "a row of the media plan": (PlanRowForm, {"due_on": "x", "reach": "-1", "link": "a"}, "due_on reach link theme_ru"),
    "a line of the plan": (PlanLineForm, {"note_ru": LONG, "reach": "0"}, "note_ru reach"),
    "a fact": (FactForm, {"year": "3", "address": "a"}, "text_kk year address source"),
    "an exhibition": (HallForm, {"title_ru": LONG, "opens_on": "2018-04-06", "closes_on": "2018-04-01"}, "title_ru closes_on"),
    "a panel": (panel, {"lead_ru": LONG, "source_checked_on": "1950-04-06", "number_1_ru": "зданий"},
                "lead_ru source_checked_on title_kk number_1_value"),
    "a print desk": (DeskForm, {"days_before": "-1", "days_after": "999", "phones": "with"}, "label days_before days_after"),
    "the evening": (EveningForm, {"hour": "24", "days": "x"}, "days hour"),
    "a group": (AskForm, {"planned": "0"}, "organisation planned"),
    "ages": (AgeRuleForm, {"valid_from": "2000-04-06", "consent_below": "0", "photo_below": "x"},
             "photo_below consent_below valid_from"),
    "a shift": (ShiftForm, {"day": DAY, "starts": "10:00", "need": "0"}, "ends need title_kk"),
    "a team": (TeamForm, {"number": "0", "name": LONG}, "name number"),
    "a rule of signs": (signs.RuleForm, {"valid_from": "x", "days": "0", "share": "101"}, "valid_from days share"),
}  # fmt: skip


@pytest.mark.parametrize("what", ROUNDS)
def test_what_a_rule_refuses_is_told_with_what_a_field_refuses(app, what):
    made, typed, told = ROUNDS[what]
    with app.test_request_context("/?lang=en", method="POST", data=typed):
        form = made()
        assert not form.validate()
        assert set(told.split()) <= set(form.errors)
        assert all(len(field.errors) == len(set(map(str, field.errors))) for field in form)


def test_a_share_that_is_none_is_told_beside_its_size(app):
    with app.test_request_context(
        "/", method="POST", data={"price": "x", "sizes-0-label": "M", "sizes-0-weight": "x", **PIECES}
    ):
        form = MaterialForm()
        assert not form.validate()
        assert (len(form.sizes[0].form.label.errors), form.is_wrong) == (1, True)


def test_a_field_that_complains_by_itself_hears_no_second_word(app):
    with app.test_request_context("/", method="POST", data={"name_ru": "Площадь", "capacity": "0", "lat": "x"}):
        form = PlaceForm()
        assert not form.validate()
        assert [len(form[name].errors) for name in ("capacity", "lat")] == [1, 1]


def test_a_form_in_order_leaves_the_rules_to_its_service(app):
    asked = count()

    class Judging(CampaignForm):
        def judged(self):
            next(asked)
            return ()

    with app.test_request_context("/", method="POST"):
        app.config["WTF_CSRF_ENABLED"], before = False, app.config["WTF_CSRF_ENABLED"]
        try:
            assert Judging().validate()
        finally:
            app.config["WTF_CSRF_ENABLED"] = before
    assert next(asked) == 0
