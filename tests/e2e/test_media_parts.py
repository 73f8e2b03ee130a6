"""Large files go in parts, and only what did not arrive goes again. Large is what a test sends quickly."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PART, enter
from tests.e2e.looks import DESK
from tests.e2e.test_media import all_ready, choose
from tests.web.pictures import photo

pytestmark = pytest.mark.needs_chromium
COMMENT = b"\xff\xfe\xff\xff" + bytes(0xFFFF - 2)  # of a JPEG file, as long as they may be


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    """Many bytes and few pixels: nobody waits for it long."""
    start, rest = (content := photo((1200, 800), seed=9))[:2], content[2:]
    path = tmp_path_factory.mktemp("chosen") / "large.jpg"
    path.write_bytes(start + (2 * PART // len(COMMENT) + 1) * COMMENT + rest)
    return path


def parts_of(picture):
    return -(-picture.stat().st_size // PART)


def watch(page, change):
    """Notes every part that the page sends; `change(number of the sending, route)` says what becomes of it."""
    sent = []

    def note(route):
        sent.append(route.request.url)
        change(len(sent), route)

    page.route("**/media/upload/**", note)
    return sent


def test_a_part_that_broke_off_is_sent_again_and_the_others_are_not(open_tab, picture):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    sent = watch(page, lambda n, route: route.abort("connectionreset") if n == 2 else route.continue_())
    choose(page, picture)
    all_ready(page, 1)
    assert len(sent) == parts_of(picture) + 1
    assert sent[1] == sent[2]
    assert len(set(sent)) == parts_of(picture)


def test_a_part_that_was_lost_on_the_way_is_found_out_and_sent_again(open_tab, picture):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    sent = watch(page, lambda n, route: route.fulfill(status=200) if n == 1 else route.continue_())
    choose(page, picture)
    all_ready(page, 1)
    assert len(sent) == parts_of(picture) + 1


def test_an_address_that_is_no_longer_good_is_asked_for_anew(open_tab, picture):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    refused = '{"code": "address_expired", "status": 403}'
    sent = watch(page, lambda n, route: route.fulfill(status=403, body=refused) if n == 1 else route.continue_())
    choose(page, picture)
    all_ready(page, 1)
    assert len(sent) == parts_of(picture) + 1


def test_what_is_not_wanted_any_more_is_not_sent(open_tab, picture):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    held = []
    sent = watch(page, lambda n, route: held.append(route))
    choose(page, picture)
    expect(page.locator(".tile[data-status=uploading]")).to_have_count(1)
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".tile")).to_have_count(0)
    assert len(sent) == len(held) == 1
    page.get_by_label("What is on your mind?").fill("Without it")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#feed article").first).to_contain_text("Without it")
