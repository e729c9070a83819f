"""The page that shows every paper with invented data, for those who may print."""

from campaign.core.actor import Role
from campaign.core.prints import PrintedSheet
from campaign.papers.gallery.showing import SAMPLES
from campaign.papers.presses import PRESSES
from tests.factories import a_user
from tests.pdf.reading import pages_of


def test_the_gallery_leads_to_each_paper_in_the_chosen_language_and_keeps_nothing(app, reader, session):
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit("/staff/papers?in=kk&with=one")
    links = [link["href"] for link in page.select("table th a")]
    assert len(links) == len(SAMPLES.keys() & PRESSES.keys())
    reader.visit(next(link for link in links if "stop_plan" in link))
    assert reader.response.mimetype == "application/pdf"
    text = pages_of(reader.response.get_data())[0]
    assert "Парақ № ҮЛГІ" in text
    assert "Теміртау" in text
    assert session.query(PrintedSheet).count() == 0


def test_a_paper_or_a_data_set_that_there_is_not_is_told(app, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/papers/samples/nothing.pdf", expect=404)
    reader.visit("/staff/papers?with=nothing", expect=404)
