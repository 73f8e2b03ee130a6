"""The web client's sign-in through a provider, which counts only in the browser that began it."""

import pytest
from django.test import RequestFactory

from accounts import errors, services, web_flow
from accounts.way import Way
from tests.accounts.providers import SITE, come_back, exchange, new_person, query_of


@pytest.fixture
def browser():
    """`browser()` → a new one; `browser(old)` → the same, with the cookie it was given."""

    def open_page(response=None):
        page = RequestFactory().get("/signin/done")
        if response is not None:
            page.COOKIES.update({name: morsel.value for name, morsel in response.cookies.items()})
        return page

    return open_page


WEB = Way(redirect_to="/posts/new", web=True)
CALLER = {"ip": "127.0.0.1", "user_agent": "a browser"}


def test_the_web_client_s_way_ends_in_the_browser_that_began(mock, browser):
    there = web_flow.begin(browser(), "example_id", WEB)
    cookie = there.cookies["sb-web-flow"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    target = come_back(mock.agree(there["Location"], new_person(mock)))
    assert target.startswith(f"{SITE}/signin/done?")
    assert set(query_of(target)) == {"next", "code"}
    code = query_of(target)["code"]
    foreign = web_flow.begin(browser(), "example_id", WEB)
    for stranger in (browser(), browser(foreign)):
        with pytest.raises(errors.FlowStateNotFound):
            web_flow.finish(stranger, code, **CALLER)
    assert exchange(code).code == "flow_state_not_found", "nor by the door of apps"
    session = web_flow.finish(browser(there), code, **CALLER)
    assert session.provider_tokens == {}
    with pytest.raises(errors.FlowStateNotFound):
        web_flow.finish(browser(there), code, **CALLER)


def test_two_tabs_of_one_browser_do_not_spoil_each_other_s_way(mock, browser):
    first = web_flow.begin(browser(), "example_id", WEB)
    second = web_flow.begin(browser(first), "example_id", WEB)
    targets = [come_back(mock.agree(tab["Location"], new_person(mock))) for tab in (first, second)]
    for target in targets:
        assert web_flow.finish(browser(second), query_of(target)["code"], **CALLER)


def test_the_web_client_hears_of_failures_on_its_own_page(mock, browser):
    there = web_flow.begin(browser(), "example_id", WEB)
    target = come_back(f"{SITE}/?error=access_denied", state=query_of(there["Location"])["state"])
    assert target.startswith(f"{SITE}/signin/done?next=%2Fposts%2Fnew&error=access_denied")


def test_a_flow_is_bound_to_a_browser_or_it_is_not_the_web_client_s(mock):
    with pytest.raises(AssertionError):
        services.begin_oauth("example_id", way=WEB)
