"""The settings in a real browser: what is chosen is seen, and what is cut is shown."""

import io
import re
import zipfile

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.accounts.pictures import encoded, quarters
from tests.e2e.conftest import let_in
from tests.e2e.looks import DESK, PHONE, check_looks, looks
from tests.people import PASSWORD
from tests.processes import start  # noqa: F401  (a fixture)

pytestmark = pytest.mark.needs_chromium
TABS = [
    *("/settings", "/settings/profile", "/settings/account", "/settings/account/email", "/settings/account/password"),
    *("/settings/account/factors/add", "/settings/privacy", "/settings/notifications", "/settings/accessibility"),
    *("/settings/sessions", "/settings/blue-tick", "/settings/creator", "/settings/data", "/settings/data/delete"),
]
DARK_PAPER = "rgb(16, 19, 17)"


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def toast(page, words):
    expect(page.locator(".toast", has_text=words).first).to_be_visible()


def choose_picture(page, kind, picture):
    file = {"name": "me.png", "mimeType": "image/png", "buffer": encoded(picture)}
    page.locator(f"#picture-{kind}").set_input_files(file)
    expect(page.get_by_role("dialog", name="Choose the part to show")).to_be_visible()


def corner_colours(page, url):
    """Colours of the middle of each quarter of a picture: (top left, top right, bottom left, bottom right)."""
    picture = Image.open(io.BytesIO(page.request.get(url).body())).convert("RGB")
    across, down = picture.width // 4, picture.height // 4
    return [name_of(picture.getpixel((x, y))) for y in (down, 3 * down) for x in (across, 3 * across)]


def name_of(colour):
    red, green, blue = (part > 127 for part in colour)
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    return names.get((red, green, blue), "other")


def test_an_avatar_is_cut_by_keyboard_and_shown(alice_tab):
    alice_tab.goto("/settings/profile")
    choose_picture(alice_tab, "avatar", quarters())
    canvas = alice_tab.locator("#crop canvas")
    expect(canvas).to_be_focused()
    for _ in range(15):
        canvas.press("+")
    for _ in range(60):
        canvas.press("ArrowRight")
        canvas.press("ArrowDown")
    alice_tab.get_by_role("button", name="Use it").click()
    toast(alice_tab, "")
    alice_tab.goto("/settings/profile")
    url = alice_tab.locator(".pictures-foot img.avatar").get_attribute("src")
    assert corner_colours(alice_tab, url) == ["white"] * 4
    alice_tab.goto("/@alice")
    expect(alice_tab.locator(f".profile img.avatar[src='{url}']")).to_be_visible()


def test_a_banner_is_dragged_into_place(alice_tab):
    alice_tab.goto("/settings/profile")
    choose_picture(alice_tab, "banner", quarters(600, 600))
    box = alice_tab.locator("#crop canvas").bounding_box()
    middle = box["x"] + box["width"] / 2
    alice_tab.mouse.move(middle, box["y"] + 20)
    alice_tab.mouse.down()
    alice_tab.mouse.move(middle, box["y"] + 400, steps=5)
    alice_tab.mouse.up()
    alice_tab.get_by_role("button", name="Use it").click()
    expect(alice_tab.locator(".pictures img.cover")).to_be_visible()
    url = alice_tab.locator(".pictures img.cover").get_attribute("src")
    assert corner_colours(alice_tab, url) == ["red", "green"] * 2


def test_a_picture_that_was_thought_better_of_is_not_sent(alice_tab):
    alice_tab.goto("/settings/profile")
    choose_picture(alice_tab, "avatar", quarters())
    alice_tab.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(alice_tab.locator("#picture-avatar")).to_have_value("")  # emptied when the dialog says that it closed


def test_the_theme_is_seen_at_once_and_on_every_page(alice_tab, open_tab):
    alice_tab.goto("/settings/accessibility")
    light = paper(alice_tab)
    alice_tab.get_by_text("Dark", exact=True).click()
    toast(alice_tab, "Saved")
    assert paper(alice_tab) == DARK_PAPER != light
    alice_tab.goto("/home")
    assert paper(alice_tab) == DARK_PAPER
    alice_tab.goto("/settings/accessibility")
    alice_tab.get_by_text("Light", exact=True).click()
    toast(alice_tab, "Saved")
    alice_tab.emulate_media(color_scheme="dark")
    assert paper(alice_tab) == light


def test_the_size_of_text_grows_by_keyboard(alice_tab):
    alice_tab.goto("/settings/accessibility")
    slider = alice_tab.get_by_label("Size of text")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(alice_tab.locator("html")).to_have_attribute("data-scale", "120")
    assert alice_tab.evaluate("getComputedStyle(document.documentElement).fontSize") == "19.2px"
    expect(slider).to_be_focused()  # whoever steers by keyboard goes on from here
    alice_tab.goto("/home")
    expect(alice_tab.locator("html")).to_have_attribute("data-scale", "120")


def test_nothing_is_cut_off_at_twice_the_size(open_tab, alice):
    page = let_in(open_tab(viewport=PHONE), alice)
    page.goto("/settings/accessibility")
    slider = page.get_by_label("Size of text")
    slider.focus()
    slider.press("End")
    expect(page.locator("html")).to_have_attribute("data-scale", "200")
    for path in (*TABS, "/home", "/@alice"):
        page.goto(path)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)


def test_a_switch_is_flipped_by_keyboard_and_stays(alice_tab):
    alice_tab.goto("/settings/privacy")
    switch = alice_tab.get_by_role("switch", name="Private account")
    expect(switch).not_to_be_checked()
    switch.focus()
    switch.press("Space")
    toast(alice_tab, "Saved")
    alice_tab.reload()
    expect(alice_tab.get_by_role("switch", name="Private account")).to_be_checked()


def test_a_switch_turns_back_when_it_could_not_be_saved(alice_tab):
    alice_tab.goto("/settings/privacy")
    switch = alice_tab.get_by_role("switch", name="Private account")
    alice_tab.context.clear_cookies(name="csrftoken")
    switch.press("Space")
    toast(alice_tab, "This form is too old")
    expect(switch).not_to_be_checked()


def test_a_revoked_session_is_out(alice_tab, open_tab):
    other = open_tab()
    other.goto("/signin")
    other.get_by_label("E-mail").fill("alice@topin.test")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("heading", name="Home")).to_be_attached()
    alice_tab.goto("/settings/sessions")
    expect(alice_tab.locator(".device")).to_have_count(2)
    alice_tab.locator(".device").nth(1).get_by_role("button").click()
    expect(alice_tab.locator(".device")).to_have_count(1)
    expect(other).to_have_url(re.compile("/signin"))  # its open page is told
    other.goto("/home")
    expect(other).to_have_url(re.compile("/signin"))
    alice_tab.goto("/home")
    expect(alice_tab.get_by_role("heading", name="Home")).to_be_attached()


def test_an_archive_is_asked_for_waited_for_and_downloaded(alice_tab, start, tmp_path):  # noqa: F811
    schedule = ("--schedule", str(tmp_path / "beat"), "--pidfile=")
    start("beat", *schedule, DJANGO_SETTINGS_MODULE="topin.settings")
    alice_tab.goto("/settings/data")
    alice_tab.get_by_role("button", name="Make my archive").click()
    link = alice_tab.get_by_role("link", name="Download")
    expect(link).to_be_visible(timeout=60_000)
    with alice_tab.expect_download() as download:
        link.click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert any("profile" in name for name in archive.namelist())


def test_axe_finds_nothing_on_any_tab(open_tab, alice):
    page = let_in(open_tab(viewport=PHONE, reduced_motion="reduce"), alice)
    found = [fault for path in TABS for fault in looks(page, path, sizes=(PHONE, DESK), contrast=True)]
    page.goto("/settings/profile")
    choose_picture(page, "avatar", quarters())
    found += check_looks(page)
    page.goto("/settings/account/factors/add")
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_alt_text("QR code for the authenticator app")).to_be_visible()
    found += check_looks(page)
    assert not found
