"""Media in a real browser: chosen, sent, described, posted, looked at and played."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import enter
from tests.e2e.looks import DESK, PHONE, check, check_looks
from tests.posts.processing import film, moving, sound
from tests.web.pictures import photo

pytestmark = pytest.mark.needs_chromium
QUESTION = "What is on your mind?"
PATIENCE = 90_000  # milliseconds for a film on a busy machine
PLAYED = "video => video.currentTime > 0.2 && !video.paused"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """{name: path} of what cameras have relatives of."""
    folder = tmp_path_factory.mktemp("chosen")
    contents = {
        "boat.jpg": photo((900, 600), seed=1),
        "pier.jpg": photo((600, 900), seed=2),
        "film.mp4": film(seconds=4),
        "long.mp4": film(seconds=32, size="160x120", rate=5),
        "gulls.mp3": sound(),
        "loop.gif": moving(20),
        "broken.jpg": b"\xff\xd8\xff\xe0 this is no picture",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents}


def choose(page, *paths):
    page.locator("[data-choose]").first.set_input_files(paths)


def all_ready(page, count):
    expect(page.locator(".tile[data-status=ready]")).to_have_count(count, timeout=PATIENCE)


def send(page):
    page.get_by_role("button", name="Post", exact=True).click()


def post_of(page, words, *paths):
    """A post with these files; returns its card at home."""
    choose(page, *paths)
    page.get_by_label(QUESTION).fill(words)
    all_ready(page, len(paths))
    send(page)
    card = page.locator("#feed article", has_text=words)
    expect(card).to_be_visible()
    return card


def test_a_picture_and_a_film_are_chosen_described_posted_and_looked_at(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    release = hold_uploads(page)
    choose(page, files["boat.jpg"], files["film.mp4"])
    page.get_by_label(QUESTION).fill("Two things of today")
    expect(page.locator(".tile")).to_have_count(2)
    expect(page.locator(".tile progress").first).to_be_visible()
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    expect(page.locator("[data-tray] [role=status]")).to_contain_text("Ready: 0 of 2")
    assert check(page) == []
    release()
    all_ready(page, 2)
    describe(page, 0, "A boat on the sand")
    page.get_by_role("button", name="Move later").first.press("Enter")
    expect(page.locator(".tile").first).to_have_attribute("data-kind", "video")
    assert check(page) == []
    send(page)
    card = page.locator("#feed article").first
    expect(card).to_contain_text("Two things of today")
    expect(page.locator(".tile")).to_have_count(0)
    expect(card.get_by_role("img", name="A boat on the sand")).to_be_visible()
    card.locator(".shot-open").last.press("Enter")
    viewer = page.get_by_role("dialog", name="Media viewer")
    expect(viewer).to_contain_text("2 / 2")
    expect(viewer.locator(".viewer-words")).to_have_text("A boat on the sand")
    assert check(page, within="#viewer") == []
    page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("1 / 2")
    played = viewer.locator("video")
    expect(played).to_be_visible()
    page.wait_for_function(f"() => ({PLAYED})(document.querySelector('.viewer video'))", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(card.locator(".shot-open").first).to_be_focused()


def hold_uploads(page):
    """Bytes do not leave the browser until the returned function is called."""
    held, released = [], []
    page.route("**/media/upload/**", lambda route: route.continue_() if released else held.append(route))

    def release():
        released.append(True)
        for route in held:
            route.continue_()

    return release


def describe(page, number, words):
    page.locator(".tile [data-do=alt]").nth(number).click()
    dialog = page.get_by_role("dialog", name="Describe it")
    expect(dialog.get_by_label("What is to be seen or heard?")).to_be_focused()
    page.keyboard.type(words)
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator(".tile [data-do=alt]").nth(number)).to_have_attribute("aria-pressed", "true")


def test_a_film_plays_where_it_stands(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    card = post_of(page, "A short film", files["film.mp4"])
    video = card.locator("video")
    assert video.evaluate("video => video.paused && video.readyState === 0"), "nothing is loaded before"
    video.evaluate("video => video.play()")
    page.wait_for_function(f"() => ({PLAYED})(document.querySelector('article video'))", timeout=PATIENCE)
    assert video.evaluate("video => video.currentSrc").endswith(".mp4")


def test_a_long_film_is_streamed_by_hls(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    card = post_of(page, "A long film", files["long.mp4"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    video = card.locator("video")
    video.evaluate("video => { video.muted = true; video.play().catch(() => {}); }")
    expect(video).to_have_attribute("data-streaming", "hls", timeout=PATIENCE)
    page.wait_for_function(f"() => ({PLAYED})(document.querySelector('article video'))", timeout=PATIENCE)
    assert video.evaluate("video => video.currentSrc").startswith("blob:")
    assert [url for url in asked if url.endswith(".m3u8")]
    assert [url for url in asked if url.endswith(".m4s")]


def test_a_broken_file_is_explained_and_the_rest_goes_without_it(open_tab, files):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    choose(page, files["broken.jpg"], files["boat.jpg"])
    failed = page.locator(".tile[data-status=failed]")
    expect(failed).to_have_count(1, timeout=PATIENCE)
    expect(failed).to_contain_text("broken.jpg")
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    expect(page.locator("[data-tray] [role=status]")).to_contain_text("remove what did not work")
    expect(failed.get_by_role("button", name="Try again")).to_be_visible()
    all_ready(page, 1)
    assert check(page) == []
    failed.get_by_role("button", name="Remove").click()
    send(page)
    expect(page.locator("#feed article img[srcset]")).to_have_count(1)


def test_an_upload_goes_on_after_the_connection_was_lost(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    tries = []

    def lose_the_first(route):
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/media/upload/**", lose_the_first)
    choose(page, files["boat.jpg"])
    all_ready(page, 1)
    assert len(tries) == 2


def test_what_arrived_is_there_again_after_the_page_was_left(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    choose(page, files["boat.jpg"], files["gulls.mp3"])
    all_ready(page, 2)
    describe(page, 0, "A boat")
    page.goto("/notifications")
    page.goto("/home")
    expect(page.locator(".tile")).to_have_count(2)
    expect(page.locator(".tile [data-do=alt]").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="See it").click()
    page.get_by_role("link", name="Edit").click()
    expect(page.locator(".tile")).to_have_count(2)
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator("article.post-whole audio")).to_have_count(1)
    expect(page.get_by_role("img", name="A boat")).to_be_visible()


def test_pictures_come_by_dropping_and_by_pasting(open_tab, files):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    for kind in ("drop", "paste"):
        give(page, kind, files["boat.jpg" if kind == "drop" else "pier.jpg"])
    all_ready(page, 2)
    tiles = page.locator(".tile")
    before = [tile.get_attribute("data-tile") for tile in tiles.all()]
    tiles.nth(1).drag_to(tiles.nth(0))
    expect(tiles.first).to_have_attribute("data-tile", before[1])


def give(page, kind, path):
    """A file from elsewhere, as the system hands it to the page."""
    page.evaluate(
        """([kind, bytes, name]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" }));
            const place = document.querySelector("#composer-text");
            const options = { bubbles: true, cancelable: true };
            place.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...options, dataTransfer: data })
                                                : new ClipboardEvent("paste", { ...options, clipboardData: data }));
        }""",
        [kind, list(path.read_bytes()), path.name],
    )


@pytest.mark.parametrize("wish", ["no-preference", "reduce"])
def test_a_moving_picture_moves_only_for_those_who_like_that(open_tab, files, wish):
    page = open_tab(viewport=DESK, reduced_motion=wish)
    enter(page, "Alice")
    card = post_of(page, "It repeats", files["loop.gif"])
    switch = card.get_by_role("button", name="Play")
    if wish == "reduce":
        page.reload()
        expect(switch).to_have_attribute("aria-pressed", "false")
        assert card.locator("video").evaluate("video => video.paused && video.readyState === 0")
        switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"() => ({PLAYED})(document.querySelector('article video'))", timeout=PATIENCE)
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_large_files_are_summed_up_in_slices_as_the_browser_would(open_tab):
    page = open_tab()
    page.goto("/")
    assert (
        page.evaluate(
            """async () => {
            const { Sha256, hashOf } = await import("/static/web/js/media-upload.js");
            for (const size of [0, 1, 55, 56, 63, 64, 65, 4096 * 1024 + 7]) {
                const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 7)) & 255);
                const hash = new Sha256();
                for (let at = 0; at < size; at += 65537) hash.update(bytes.subarray(at, at + 65537));
                if (hash.digest() !== (await hashOf(new Blob([bytes]), () => {}))) return `differs at ${size} bytes`;
            }
            return "same";
        }"""
        )
        == "same"
    )


def test_axe_finds_nothing_where_media_are(open_tab, files):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    post_of(page, "Several", files["boat.jpg"], files["pier.jpg"])
    post_of(page, "A film", files["film.mp4"])
    post_of(page, "A sound", files["gulls.mp3"])
    found = check_looks(page)
    page.goto("/@alice?with=media")
    found += check_looks(page)
    page.locator(".cell").first.click()
    expect(page).to_have_url(re.compile("/posts/"))
    found += check_looks(page)
    page.goto(f"{page.url.partition('#')[0]}/edit")
    expect(page.locator(".tile")).to_have_count(1)
    found += check_looks(page)
    assert found == []
