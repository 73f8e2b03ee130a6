"""axe on every page, in the light and in the dark, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import enter, write_post

pytestmark = pytest.mark.needs_chromium
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LINK = f"/confirm?type=signup&token_hash={'a' * 56}"
GATE = ["/signin", "/signup", "/signin/code", "/recover", LINK, "/signin/arrive?said=otp_expired"]
FOR_VISITORS = ["/", *GATE, "/@alice", "/explore", "/tags/tide", "/offline", "/nowhere"]
FOR_MEMBERS = [
    "/home",
    "/explore",
    "/bookmarks",
    "/@alice",
    "/@alice/followers",
    "/notifications",
    "/settings/profile",
    "/posts/new",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_page(open_tab, scheme, size):
    page = open_tab(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    enter(page, "Alice")
    write_post(page, "Low tide, see https://tides.example")
    write_post(page, "Only for me. #tide")
    found = [fault for path in FOR_MEMBERS for fault in faults(page, path)]
    page.goto("/home")
    page.get_by_label("More about the post").last.click()
    found += check(page)
    page.locator("a.when").first.click()
    found += check(page)
    page.context.clear_cookies()
    found += [fault for path in FOR_VISITORS for fault in faults(page, path)]
    page.goto("/recover")
    page.get_by_label("E-mail").fill("alice@topin.test")
    page.get_by_role("button", name="Send the code").click()
    found += check(page)
    assert not found


def faults(page, path):
    page.goto(path)
    return check(page)


def check(page):
    expect(page.locator("main")).to_be_attached()
    results = Axe().run(page, options=RULES).response
    return [
        f"{page.url}: {v['id']}: {n['html'][:120]} {n['failureSummary'][:200]}"
        for v in results["violations"]
        for n in v["nodes"]
    ]
