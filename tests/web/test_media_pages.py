"""Media on pages: how they are shown and described, and how they are handed in where no script does it."""

import io
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from posts import selectors, services
from tests.posts.media_tools import PIECE
from tests.web.conftest import Tags
from tests.web.media import finished, with_media
from topin import files


def picture(size=(40, 30), name="boat.png"):
    target = io.BytesIO()
    Image.new("RGB", size, (14, 107, 87)).save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue(), "image/png")


def tags_of(html, tag, /, **wanted):
    return [a for a in Tags(html).all(tag) if all(a.get(key) == value for key, value in wanted.items())]


def ids_in_form(html):
    return [a["value"] for a in tags_of(html, "input", name="media_id") if a.get("value")]


# -- What is shown -----------------------------------------------------------------------------------


def test_a_picture_has_its_size_and_its_renditions_before_it_is_loaded(alice, bob, browser, superuser):
    post = with_media(superuser, alice, "image", width=1600, height=1067, alt_text="A boat")
    html = browser(bob).text(f"/posts/{post['id']}")
    (image,) = [a for a in Tags(html).all("img") if a.get("srcset")]
    assert (image["width"], image["height"], image["loading"], image["alt"]) == ("1600", "1067", "lazy", "A boat")
    assert [one.split(" ")[1] for one in image["srcset"].split(", ")] == ["1600w", "1280w", "640w", "320w"]
    assert "ratio-150" in html
    assert tags_of(html, "rect", fill="#837e98"), "until it is there, its colour stands for it"


def test_what_a_picture_shows_is_plain_text_on_every_page(alice, bob, browser, superuser):
    evil = '"><script>alert(1)</script> & <b>bold</b>'
    post = with_media(superuser, alice, "image", alt_text=evil)
    for person, path in (
        (bob, f"/posts/{post['id']}"),
        (bob, "/@alice?with=media"),
        (alice, f"/posts/{post['id']}/edit"),
    ):
        html = browser(person).text(path)
        assert "<script>alert" not in html
        assert "<b>bold" not in html
        assert "&lt;b&gt;bold" in html
    assert [a["alt"] for a in Tags(browser(bob).text(f"/posts/{post['id']}")).all("img") if a.get("srcset")] == [evil]


def test_a_film_waits_for_somebody_who_wants_to_see_it(alice, browser, superuser):
    post = with_media(superuser, alice, "video", duration=65, captions=True)
    html = browser().text(f"/posts/{post['id']}")
    (video,) = Tags(html).all("video")
    assert {"controls", "playsinline"} <= set(video)
    assert (video["preload"], "autoplay" in video) == ("none", False)
    assert video["poster"].endswith("poster.webp")
    assert video["data-playlist"].endswith("master.m3u8")
    assert [a["src"].rpartition("/")[2] for a in Tags(html).all("source")] == ["480p.mp4", "720p.mp4"]
    assert [a["kind"] for a in Tags(html).all("track")] == ["captions"]
    assert "1:05" in html


def test_a_short_film_is_not_streamed(alice, browser, superuser):
    post = with_media(superuser, alice, "video", duration=12)
    assert "data-playlist" not in Tags(browser().text(f"/posts/{post['id']}")).all("video")[0]


def test_a_moving_picture_is_silent_repeats_and_can_be_stopped(alice, browser, superuser):
    post = with_media(superuser, alice, "gif", duration=2)
    html = browser().text(f"/posts/{post['id']}")
    (video,) = Tags(html).all("video")
    assert {"loop", "muted", "controls"} <= set(video)
    assert "autoplay" not in video, "a script decides, after the reader's wishes"
    assert [a for a in Tags(html).all("button") if "data-gif-switch" in a]


def test_a_sound_has_a_player_and_its_words(alice, browser, superuser):
    post = with_media(superuser, alice, "audio", duration=75, alt_text="Gulls over the harbour")
    html = browser().text(f"/posts/{post['id']}")
    (audio,) = Tags(html).all("audio")
    assert (audio["preload"], audio["aria-label"]) == ("none", "Gulls over the harbour")
    assert "1:15" in html


def test_media_stand_behind_the_content_warning(alice, bob, browser, superuser):
    post = with_media(superuser, alice, "image", content_warning="Spiders", alt_text="Eight legs")
    html = browser(bob).text(f"/posts/{post['id']}")
    assert (
        html.index('class="warned"') < html.index('class="gallery') < html.index("</details>", html.index("Eight legs"))
    )
    grid = browser(bob).text("/@alice?with=media")
    assert "Spiders" in grid
    assert not [a for a in Tags(grid).all("img") if a.get("srcset")]


def test_of_ten_pictures_a_feed_shows_four_and_the_post_all(alice, bob, browser, superuser):
    post = with_media(superuser, alice, *["image"] * 10)
    feed, page = (browser(bob).text(path) for path in ("/@alice", f"/posts/{post['id']}"))
    shown = [a for a in Tags(feed).all("div") if a.get("class", "").startswith("shot ")]
    assert (len(shown), sum("hidden" in a for a in shown)) == (10, 6)
    assert "+6" in feed
    assert not [a for a in Tags(page).all("div") if a.get("class", "").startswith("shot ") and "hidden" in a]


def test_a_quote_carries_the_media_of_the_quoted_post(alice, bob, browser, superuser, post_by):
    quoted = with_media(superuser, alice, "image", alt_text="A boat")
    post = post_by(bob, "Look!", quote_id=UUID(quoted["id"]))
    html = browser().text(f"/posts/{post['id']}")
    quote = html[html.index('class="quote"') :]
    assert 'alt="A boat"' in quote
    assert not [a for a in Tags(quote).all("a") if "data-view-media" in a], "the whole quote is one link"


def test_the_grid_of_a_profile_has_its_media_alone(alice, bob, browser, superuser, post_by):
    post_by(alice, "Only words")
    post = with_media(superuser, alice, "video", "image")
    html = browser(bob).text("/@alice?with=media")
    assert "Only words" not in html
    assert [a["href"] for a in Tags(html).all("a") if a.get("class") == "cell"] == [f"/posts/{post['id']}"]
    assert "media-grid" in html


def test_pages_play_by_themselves_what_their_reader_wants(alice, browser, superuser):
    def root():
        return Tags(browser(alice).text("/home")).all("html")[0]

    assert "data-autoplay" in root()
    assert "data-captions" not in root()
    change = {"theme": "system", "font_scale": "1", "captions": "on", "reduce_motion": "on"}
    assert browser(alice).post("/settings/accessibility", change).status_code == 302
    assert {"data-captions", "data-still"} <= set(root())
    assert "data-autoplay" not in root()


# -- Without a script --------------------------------------------------------------------------------


def test_a_picture_goes_with_the_form_and_the_page_says_what_happens(alice, browser, superuser):
    page = browser(alice)
    answer = page.post("/posts", {"text": "Low tide", "files": picture()})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Pictures are prepared after they arrived" in html
    assert "Low tide" in html
    (media_id,) = ids_in_form(html)
    refused = page.post("/posts", {"text": "Low tide", "media_id": media_id})
    assert refused.status_code == 409
    assert ids_in_form(refused.content.decode()) == [media_id]
    finished(superuser, media_id)
    sent = {"text": "Low tide", "media_id": media_id, f"alt_text:{media_id}": "A boat on the sand"}
    assert page.post("/posts", sent).status_code == 302
    (post,) = selectors.get_posts_of_member(alice.viewer, alice.id, 20, None).loads()["items"]
    assert [(medium["id"], medium["alt_text"]) for medium in post["media"]] == [(media_id, "A boat on the sand")]


def test_what_cannot_be_a_picture_is_refused_in_words_and_the_text_stays(alice, browser):
    letter = SimpleUploadedFile("letter.doc", b"Dear Sir", "application/msword")
    html = browser(alice).post("/posts", {"text": "Low tide", "files": letter}).content.decode()
    assert "letter.doc: This kind of file cannot be used here" in html
    assert "Low tide" in html
    assert ids_in_form(html) == []


def test_more_than_a_post_may_have_are_not_taken(alice, browser, settings):
    settings.POST_MEDIA = 2
    html = browser(alice).post("/posts", {"files": [picture(name=f"{n}.png") for n in range(3)]}).content.decode()
    assert len(ids_in_form(html)) == 2
    assert "at most 2 pictures" in html


def test_pictures_are_put_in_order_and_taken_out_by_buttons(alice, browser):
    page = browser(alice)
    ids = ids_in_form(page.post("/posts", {"files": [picture((9, n)) for n in (7, 8, 9)]}).content.decode())
    assert len(ids) == 3

    def press(button):
        html = page.post("/posts", {"text": "Low tide", "media_id": ids, "media_do": button}).content.decode()
        return [ids.index(each) for each in ids_in_form(html)]

    assert press(f"earlier:{ids[2]}") == [0, 2, 1]
    assert press(f"later:{ids[0]}") == [1, 0, 2]
    assert press(f"earlier:{ids[0]}") == [0, 1, 2]
    assert press(f"remove:{ids[1]}") == [0, 2]
    assert press("remove:nothing") == press("look") == [0, 1, 2]


def test_others_media_never_come_into_ones_form(alice, bob, browser):
    (media_id,) = ids_in_form(browser(alice).post("/posts", {"files": picture()}).content.decode())
    assert ids_in_form(browser(bob).post("/posts", {"media_id": media_id, "media_do": "look"}).content.decode()) == []
    refused = browser(bob).post("/posts", {"text": "Mine now", "media_id": media_id})
    assert refused.status_code == 400
    assert "is not there any more" in refused.content.decode()


def test_files_of_forms_count_for_the_limit_of_uploads(alice, browser, rate_limits):
    rate_limits("upload=1/1m")
    page = browser(alice)
    assert page.post("/posts", {"files": picture()}).status_code == 200
    assert page.post("/posts", {"files": picture()}).status_code == 429


def test_a_visitor_hands_nothing_in(browser, alice):
    assert browser().post("/posts", {"files": picture()})["Location"].startswith("/signin")
    assert browser(alice, enforce_csrf_checks=True).post("/posts", {"files": picture()}).status_code == 403


# -- Changing ------------------------------------------------------------------------------------------


@pytest.fixture
def two(alice, superuser):
    return with_media(superuser, alice, "image", "image", alt_text="One of two")


def edit(browser, person, post, ids, words=(), **more):
    sent = {"text": post["text"], "audience": post["audience"], "reply_policy": "everyone", "media_part": "1", **more}
    return browser(person).post(f"/posts/{post['id']}/edit", {**sent, "media_id": ids, **dict(words)})


def media_now(person, post):
    return [(m["id"], m["alt_text"]) for m in selectors.get_post(person.viewer, UUID(post["id"])).loads()["media"]]


def test_an_author_puts_media_in_another_order_describes_and_removes_them(alice, browser, two):
    first, second = (medium["id"] for medium in two["media"])
    assert ids_in_form(browser(alice).text(f"/posts/{two['id']}/edit")) == [first, second]
    assert edit(browser, alice, two, [second, first], {f"alt_text:{second}": "The second one"}).status_code == 302
    assert media_now(alice, two) == [(second, "The second one"), (first, "One of two")]
    assert edit(browser, alice, two, [second]).status_code == 302
    assert media_now(alice, two) == [(second, "The second one")]


def test_a_form_without_a_tray_leaves_the_media_alone(alice, browser, two):
    sent = {"text": "Other words", "audience": "public", "reply_policy": "everyone"}
    assert browser(alice).post(f"/posts/{two['id']}/edit", sent).status_code == 302
    assert len(media_now(alice, two)) == 2


def test_a_picture_is_added_to_a_post_without_a_script(alice, browser, two):
    html = edit(browser, alice, two, [m["id"] for m in two["media"]], files=picture()).content.decode()
    assert len(ids_in_form(html)) == 3
    assert len(media_now(alice, two)) == 2, "nothing is saved before it is prepared"


def test_a_draft_keeps_its_media(alice, browser, superuser):
    draft = with_media(superuser, alice, "image", status="draft", text="")
    assert ids_in_form(browser(alice).text(f"/posts/{draft['id']}/edit")) == [draft["media"][0]["id"]]
    assert "Pictures, videos and sounds" in browser(alice).text("/drafts")


def test_a_draft_of_media_alone_is_made_by_its_button(alice, api, browser, superuser):
    made = services.hand_in_media(alice.viewer, picture(), **services.facts_of(picture()), alt_text="").loads()
    finished(superuser, made["id"])
    answer = browser(alice).post("/posts", {"media_id": made["id"], "do": "draft"})
    assert answer["Location"] == "/drafts"


def test_a_file_of_a_form_is_the_one_that_is_processed(alice, superuser):
    upload = SimpleUploadedFile("x.png", PIECE, "image/png")
    made = services.hand_in_media(alice.viewer, upload, **services.facts_of(upload), alt_text="").loads()
    assert made["status"] == "processing"
    (original,) = superuser.execute("select original from post_media where id = %s", [made["id"]]).fetchone()
    with files.private.open(original) as kept:
        assert kept.read() == PIECE


def test_words_about_a_picture_may_be_no_longer_than_they_may(alice, browser, superuser, settings):
    made = services.hand_in_media(alice.viewer, picture(), **services.facts_of(picture()), alt_text="").loads()
    finished(superuser, made["id"])
    sent = {"text": "x", "media_id": made["id"], f"alt_text:{made['id']}": "a" * (settings.ALT_TEXT_LENGTH + 1)}
    answer = browser(alice).post("/posts", sent)
    assert answer.status_code == 400
    assert re.search("too long|at most", answer.content.decode())


def test_pages_may_play_what_a_script_puts_together_and_ask_the_site_alone(browser, settings):
    policy = dict(part.split(" ", 1) for part in browser().get("/")["Content-Security-Policy"].split("; "))
    assert "blob:" in policy["media-src"].split()
    assert set(policy["connect-src"].split()) == {"'self'", settings.MEDIA_ORIGIN}
