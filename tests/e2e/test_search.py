"""Searching and the for-you feed with all that a browser can: hints, keys, more and less."""

import re

import pytest
from playwright.sync_api import expect

from tests.deeds import post_by
from tests.e2e.conftest import aside, enter, let_in
from tests.e2e.looks import DESK, PHONE, check, looks

pytestmark = pytest.mark.needs_chromium
TABLET = {"width": 820, "height": 1100}
LEARNED = "async path => (await (await fetch(path)).text()).includes('<mark>')"


@pytest.fixture
def told(open_tab, alice):
    """A tab of Alice, whose post search has learned."""
    aside(post_by, alice, "The lighthouse <b>blinks</b> twice #lighthouse")
    page = let_in(open_tab(viewport=DESK, reduced_motion="reduce"), alice)
    page.goto("/search")
    learned(page, "/search?q=lighthouse&kind=posts")
    return page


def learned(page, path):
    """Waits until the workers read what was posted."""
    page.wait_for_function(LEARNED, arg=path, polling=500, timeout=60_000)


def visitor(open_tab, **options):
    return open_tab(reduced_motion="reduce", **options)


def test_hints_come_while_typing_and_are_walked_through_by_keys(told):
    told.goto("/home")
    field = told.get_by_role("combobox", name="Search")
    field.press_sequentially("light")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = told.locator("[data-find]").get_by_role("option")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "hint-tag-1")
    expect(field).to_be_focused()
    assert check(told) == []
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(told.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("light")
    field.press("ArrowDown")
    field.press("Enter")
    expect(told).to_have_url(re.compile("/tags/lighthouse$"))


def test_enter_without_a_choice_searches_and_a_click_takes_a_hint(told):
    told.goto("/home")
    field = told.get_by_role("combobox", name="Search")
    field.press_sequentially("blinks")
    field.press("Enter")
    expect(told).to_have_url(re.compile(r"/search\?q=blinks$"))
    expect(told.locator(".post mark")).to_have_text("blinks")
    expect(told.locator(".post .found")).to_contain_text("<b>blinks</b>")
    field = told.get_by_role("combobox", name="Search")
    field.fill("")
    field.press_sequentially("@ali")
    told.get_by_role("option", name="@alice").click()
    expect(told).to_have_url(re.compile("/@alice$"))


def test_hints_leave_with_the_focus_and_with_the_text(told):
    field = told.get_by_role("combobox", name="Search")
    field.press_sequentially("light")
    box = told.get_by_role("listbox")
    expect(box).to_be_visible()
    field.fill("")
    expect(box).to_be_hidden()
    field.press_sequentially("light")
    expect(box).to_be_visible()
    told.get_by_role("link", name="Skip to content").focus()
    expect(box).to_be_hidden()


def test_everything_works_without_a_script(told, open_tab):
    page = visitor(open_tab, viewport=PHONE, java_script_enabled=False)
    page.goto("/search")
    page.get_by_role("combobox", name="Search").fill("lighthouse")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".post mark").first).to_have_text("lighthouse")
    page.get_by_role("navigation", name="What to find").get_by_role("link", name="Tags").click()
    page.get_by_role("link", name="#lighthouse").click()
    expect(page.locator(".post")).to_contain_text("twice")


def test_less_takes_a_post_away_and_more_brings_it_back(told, open_tab):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Bob")
    page.get_by_role("link", name="For you").click()
    post = page.locator(".post", has_text="blinks")
    expect(post).to_contain_text("Why this?")
    page.get_by_label("More about the post by Alice").click()
    page.get_by_role("button", name="More like this").click()
    expect(page.locator(".toast")).to_contain_text("more like this")
    expect(post).to_be_visible()
    assert check(page) == []
    page.get_by_label("More about the post by Alice").click()
    page.get_by_role("button", name="Less like this").click()
    expect(post).to_have_count(0)
    back = page.get_by_role("button", name="No, more like this")
    expect(back).to_be_focused()
    assert check(page) == []
    back.press("Enter")
    expect(post).to_be_visible()


def test_a_topic_is_followed_and_muted_where_it_stands(told):
    told.goto("/tags/lighthouse")
    told.get_by_role("button", name="Follow #lighthouse").press("Enter")
    expect(told.get_by_role("button", name="Following")).to_be_focused()
    told.get_by_role("button", name="Mute #lighthouse").click()
    expect(told.get_by_role("button", name="Unmute #lighthouse")).to_be_focused()
    told.goto("/topics")
    expect(told.get_by_role("region", name="You muted")).to_contain_text("#lighthouse")
    told.get_by_role("button", name="Unmute #lighthouse").click()
    expect(told.get_by_role("button", name="Follow #lighthouse")).to_be_visible()


def test_axe_finds_nothing_where_people_search_and_choose(told):
    sizes = (DESK, TABLET, PHONE)
    found = "/search?q=lighthouse"
    everybody = ["/search", found, f"{found}&kind=posts", f"{found}&kind=tags", "/search?q=alice&kind=people"]
    everybody += ["/search?q=qwxzzk", f"/search?q={'a' * 201}", "/explore?topic=lighthouse", "/tags/lighthouse"]
    members = ["/for-you", "/topics", "/ranking"]
    faulty = [fault for path in everybody + members for fault in looks(told, path, sizes=sizes)]
    told.context.clear_cookies()
    faulty += [fault for path in everybody for fault in looks(told, path, sizes=sizes)]
    assert faulty == []
    for size in sizes:
        told.set_viewport_size(size)
        assert not told.evaluate("document.documentElement.scrollWidth > innerWidth")
