"""axe on every page, in the light and in the dark, on a phone and on a desk."""

import re
from pathlib import Path

import pytest

from tests.deeds import post_by
from tests.e2e.conftest import aside, let_in
from tests.e2e.looks import DESK, check_looks, looks

pytestmark = pytest.mark.needs_chromium
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
SHEETS = Path("web/static/web/css")


@pytest.fixture
def posted(alice):
    for text in ("Low tide, see https://tides.example", "Only for me. #tide"):
        aside(post_by, alice, text)


def test_axe_finds_nothing_on_any_page_for_members(open_tab, alice, posted):
    page = let_in(open_tab(viewport=DESK, reduced_motion="reduce"), alice)
    found = [fault for path in FOR_MEMBERS for fault in looks(page, path)]
    page.goto("/home")
    page.get_by_label("More about the post").last.click()
    found += check_looks(page)
    page.locator("a.when").first.click()
    page.wait_for_url("**/posts/*")
    found += check_looks(page)
    assert not found


def test_axe_finds_nothing_on_any_page_for_visitors(open_tab, posted):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    found = [fault for path in FOR_VISITORS for fault in looks(page, path)]
    page.goto("/recover")
    page.get_by_label("E-mail").fill("alice@topin.test")
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").wait_for()
    found += check_looks(page)
    assert not found


def test_the_dark_is_made_of_colours_alone():
    """So that there only colours are looked at, where everything else was looked at in the light."""
    sheet = re.sub(r"/\*.*?\*/", "", (SHEETS / "dark.css").read_text(), flags=re.DOTALL)
    ((selector, rules),) = re.findall(r"([^{}]+){([^{}]*)}", sheet)
    assert selector.strip() == ":root"
    names = {rule.partition(":")[0].strip() for rule in rules.split(";") if rule.strip()}
    assert {name for name in names if not name.startswith("--")} == {"color-scheme"}
