"""Coming in by an account elsewhere, in the browser."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.accounts.letters import delivered
from tests.accounts.provider_fixtures import local_net, mock, running  # noqa: F401  (fixtures)
from tests.accounts.providers import come_back, query_of
from tests.web.conftest import Tags
from topin.authentication import COOKIE


@pytest.fixture
def dora(mock):  # noqa: F811
    """Dora's account at the provider."""
    claims = {"email": "dora@topin.test", "email_verified": True, "name": "Dora D."}
    return mock.set_person(uuid4().hex, **claims)


def path_of(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_the_pages_offer_the_providers_that_are_on(mock, browser):  # noqa: F811
    for page in ("/signin?next=/posts/new", "/signup?next=/posts/new"):
        [way] = [a for a in Tags(browser().text(page)).all("a") if "/signin/with/" in a["href"]]
        assert way["href"] == "/signin/with/example_id?next=%2Fposts%2Fnew"
    assert "Continue with Example Id" in browser().text("/signin")


@pytest.mark.parametrize("page", ["/signin", "/signup"])
def test_where_no_provider_is_on_nothing_is_said_of_them(page, browser):
    html = browser().text(page)
    assert "Continue with" not in html
    assert "gate-or" not in html


def test_dora_comes_by_her_account_elsewhere_and_is_where_she_wanted_to_be(mock, dora, browser):  # noqa: F811
    hers = browser()
    there = hers.get("/signin/with/example_id?next=/posts/new")
    assert there.status_code == 302
    back = come_back(mock.agree(there["Location"], dora))
    assert urlsplit(back).path == "/signin/done"
    answer = hers.get(path_of(back))
    assert (answer.status_code, answer["Location"]) == (302, "/posts/new")
    assert "Dora D." in hers.text("/home")


def test_the_end_of_a_way_counts_in_no_other_browser(mock, dora, browser):  # noqa: F811
    there = browser().get("/signin/with/example_id")
    back = path_of(come_back(mock.agree(there["Location"], dora)))
    victim = browser()
    answer = victim.get(back)
    assert answer.status_code == 400
    assert COOKIE not in answer.cookies
    assert "begun in another browser" in answer.content.decode()


def test_who_says_no_there_reads_that_nothing_happened(mock, browser):  # noqa: F811
    hers = browser()
    there = hers.get("/signin/with/example_id?next=/posts/new")
    back = come_back(mock.deny(there["Location"]), state=query_of(there["Location"])["state"])
    answer = hers.get(path_of(back))
    assert answer.status_code == 400
    assert "You did not let TOPiN in there" in answer.content.decode()
    assert "/signin?next=%2Fposts%2Fnew" in [a["href"] for a in Tags(answer.content.decode()).all("a")]


def test_an_address_that_the_provider_did_not_check_is_checked_by_a_mail(mock, browser, superuser, settings):  # noqa: F811
    settings.MAILER_AUTOCONFIRM = False
    erik = mock.set_person(uuid4().hex, email="erik@topin.test", email_verified=False, name="Erik")
    his = browser()
    there = his.get("/signin/with/example_id")
    answer = his.get(path_of(come_back(mock.agree(there["Location"], erik))))
    assert "The link in the mail lets you in" in answer.content.decode()
    [letter] = delivered(superuser)
    assert letter.link.startswith("/confirm?")


def test_a_provider_that_is_off_leads_nowhere(browser):
    answer = browser().get("/signin/with/google")
    assert answer.status_code == 400
    assert "not open at the moment" in answer.content.decode()


def test_ways_begun_from_one_address_are_limited(mock, browser, rate_limits):  # noqa: F811
    rate_limits("token=1/5m")
    assert browser().get("/signin/with/example_id").status_code == 302
    assert browser().get("/signin/with/example_id").status_code == 429
