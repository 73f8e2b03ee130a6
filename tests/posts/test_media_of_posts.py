"""Posts with media: which may be in them, in which order, and who has the last word."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.leaving.sections import sections
from posts import services
from tests.crash import never_half_done
from tests.deeds import post_by
from tests.posts.ready_media import content_of, medium_of
from topin import errors, files, sql


@pytest.fixture
def pictures(superuser):
    """`pictures(alice, 3)` → ids of pictures that are ready."""
    return lambda person, amount=1, **columns: [medium_of(superuser, person, **columns) for _ in range(amount)]


def media_of(api, person, post):
    return api(person).get(f"/api/posts/{post}").json["media"]


def ids_of(api, person, post):
    return [medium["id"] for medium in media_of(api, person, post)]


def problem(answer):
    field = answer.json["errors"][0] if answer.json.get("errors") else {}
    return answer.status, answer.json["code"], field.get("field"), field.get("code")


def test_a_post_shows_its_media_in_their_order(alice, bob, api, pictures):
    one, two, three = pictures(alice, 3)
    made = api(alice).post("/api/posts", {"text": "Look", "media_ids": [str(two), str(three), str(one)]})
    assert made.status == 201
    assert [medium["id"] for medium in made.json["media"]] == [str(two), str(three), str(one)]
    shown = media_of(api, bob, made.json["id"])
    assert [medium["id"] for medium in shown] == [str(two), str(three), str(one)]
    assert {(medium["status"], medium["kind"], len(medium["variants"])) for medium in shown} == {("ready", "image", 2)}


def test_media_alone_are_enough_for_a_post(alice, api, pictures):
    made = api(alice).post("/api/posts", {"media_ids": [str(pictures(alice)[0])]})
    assert (made.status, made.json["text"]) == (201, "")
    nothing = api(alice).put(f"/api/posts/{made.json['id']}", {"media": []})
    assert problem(nothing) == (400, "invalid", "text", "blank")


@pytest.mark.parametrize("whose", ["nobody's", "bob's"])
def test_media_of_others_are_as_absent(alice, bob, api, pictures, whose):
    medium = uuid4() if whose == "nobody's" else pictures(bob)[0]
    refused = api(alice).post("/api/posts", {"text": "Look", "media_ids": [str(medium)]})
    assert problem(refused) == (400, "invalid", "media_ids", "not_found")
    changed = api(alice).put(f"/api/posts/{post_by(alice)}", {"media": [{"id": str(medium)}]})
    assert problem(changed) == (400, "invalid", "media", "not_found")


@pytest.mark.parametrize(
    "columns", [{"state": "processing"}, {"state": "failed"}, {"state": "pending"}, {"purpose": "message"}]
)
def test_what_is_not_ready_or_meant_for_something_else_stays_out(alice, api, pictures, columns):
    (medium,) = pictures(alice, **columns)
    refused = api(alice).post("/api/posts", {"text": "Look", "media_ids": [str(medium)], "status": "draft"})
    assert problem(refused) == (409, "media_not_ready", None, None)


def test_a_medium_is_in_one_post_only(alice, api, pictures):
    (medium,) = pictures(alice)
    post_by(alice, media_ids=[medium])
    refused = api(alice).post("/api/posts", {"text": "Again", "media_ids": [str(medium)]})
    assert problem(refused) == (409, "media_in_use", None, None)
    refused = api(alice).put(f"/api/posts/{post_by(alice)}", {"media": [{"id": str(medium)}]})
    assert problem(refused) == (409, "media_in_use", None, None)


def test_a_post_has_each_medium_once_and_ten_at_most(alice, api, pictures):
    media = [str(medium) for medium in pictures(alice, 11)]
    assert api(alice).post("/api/posts", {"media_ids": media[:10]}).status == 201
    assert problem(api(alice).post("/api/posts", {"media_ids": media}))[:3] == (400, "invalid", "media_ids")
    assert problem(api(alice).post("/api/posts", {"media_ids": media[10:] * 2}))[3] == "duplicate"
    twice = {"media": [{"id": media[10]}, {"id": media[10]}]}
    assert problem(api(alice).put(f"/api/posts/{post_by(alice)}", twice))[2:] == ("media", "duplicate")


def test_media_of_a_post_are_put_in_order_taken_out_and_added(alice, api, pictures):
    one, two, three = pictures(alice, 3)
    post = post_by(alice, media_ids=[one, two])
    changed = api(alice).put(f"/api/posts/{post}", {"media": [{"id": str(three)}, {"id": str(one)}]})
    assert changed.status == 200
    assert ids_of(api, alice, post) == [str(three), str(one)]
    elsewhere = post_by(alice, media_ids=[two])
    assert ids_of(api, alice, elsewhere) == [str(two)]


def test_other_media_or_another_order_are_an_edit_and_alt_texts_are_none(alice, bob, api, pictures):
    one, two = pictures(alice, 2)
    post = post_by(alice, media_ids=[one, two])
    described = [{"id": str(one), "alt_text": "A heron"}, {"id": str(two)}]
    changed = api(alice).put(f"/api/posts/{post}", {"media": described}).json
    assert [medium["alt_text"] for medium in changed["media"]] == ["A heron", ""]
    assert changed["edited_at"] is None
    turned = api(alice).put(f"/api/posts/{post}", {"media": [{"id": str(two)}, {"id": str(one)}]}).json
    assert [medium["alt_text"] for medium in turned["media"]] == ["", "A heron"]
    assert turned["edited_at"] is not None
    versions = api(bob).get(f"/api/posts/{post}/versions").json["items"]
    assert [version["edited_at"] for version in versions] == [turned["edited_at"], turned["created_at"]]
    shorter = api(alice).put(f"/api/posts/{post}", {"media": [{"id": str(two)}]}).json
    assert shorter["edited_at"] > turned["edited_at"]


def test_alt_texts_have_1500_characters_at_most(alice, api, pictures):
    (medium,) = pictures(alice)
    post, family = post_by(alice, media_ids=[medium]), "👨‍👩‍👧‍👦"
    full = {"media": [{"id": str(medium), "alt_text": family * 1_500}]}
    assert api(alice).put(f"/api/posts/{post}", full).status == 200
    long = {"media": [{"id": str(medium), "alt_text": family * 1_501}]}
    assert api(alice).put(f"/api/posts/{post}", long).status == 400
    assert media_of(api, alice, post)[0]["alt_text"] == family * 1_500


def test_drafts_and_scheduled_posts_keep_media_until_they_are_out(alice, bob, api, pictures):
    one, two = pictures(alice, 2)
    draft = post_by(alice, "", media_ids=[one, two], status="draft")
    assert ids_of(api, alice, draft) == [str(one), str(two)]
    assert api(alice).get("/api/posts/drafts").json["items"][0]["media"][0]["id"] == str(one)
    changed = api(alice).put(f"/api/posts/{draft}", {"media": [{"id": str(two)}]}).json
    assert changed["edited_at"] is None
    out = api(alice).post(f"/api/posts/{draft}/publish").json
    assert [medium["id"] for medium in out["media"]] == [str(two)]
    assert ids_of(api, bob, draft) == [str(two)]


def test_a_draft_that_is_deleted_takes_its_media_along(alice, superuser, pictures):
    draft = post_by(alice, media_ids=pictures(alice), status="draft")
    services.delete_post(alice.viewer, draft)
    assert superuser.execute("select count(*) from post_media").fetchone() == (0,)


def test_a_deleted_post_comes_back_with_its_media(alice, bob, api, pictures):
    media = pictures(alice, 2)
    post = post_by(alice, media_ids=media)
    services.delete_post(alice.viewer, post)
    with pytest.raises(errors.Conflict):
        services.delete_media(alice.viewer, media[0])
    assert api(alice).get("/api/posts/deleted").json["items"][0]["media"][0]["id"] == str(media[0])
    services.restore_post(alice.viewer, post)
    assert ids_of(api, bob, post) == [str(medium) for medium in media]


def test_a_quote_carries_the_media_of_the_quoted(alice, bob, api, pictures):
    (medium,) = pictures(alice)
    post = post_by(alice, media_ids=[medium])
    quote = post_by(bob, "This!", quote_id=post)
    shown = api(bob).get(f"/api/posts/{quote}").json
    assert (shown["media"], shown["quote"]["media"][0]["id"]) == ([], str(medium))


def test_the_media_of_a_profile_are_its_posts_that_have_any(alice, bob, api, pictures):
    posts = [post_by(alice, str(number), media_ids=pictures(alice)) for number in range(3)]
    post_by(alice, "No picture")
    hidden = post_by(alice, "For me", media_ids=pictures(alice), audience="private")
    services.repost_post(alice.viewer, post_by(bob, media_ids=pictures(bob)))
    first = api(bob).get(f"/api/posts/user/{alice.id}?with=media&limit=2").json
    rest = api(bob).get(f"/api/posts/user/{alice.id}?with=media&limit=2&cursor={first['next_cursor']}").json
    assert [item["id"] for item in first["items"] + rest["items"]] == [str(post) for post in reversed(posts)]
    assert rest["next_cursor"] is None
    own = api(alice).get(f"/api/posts/user/{alice.id}?with=media").json["items"]
    assert own[0]["id"] == str(hidden)


def test_the_same_file_twice_is_two_media(alice, superuser, api):
    content = content_of(superuser)
    one, two = medium_of(superuser, alice, content), medium_of(superuser, alice, content)
    assert ids_of(api, alice, post_by(alice, media_ids=[one, two])) == [str(one), str(two)]


def test_a_change_of_media_is_whole_or_not_at_all(alice, superuser, pictures):
    one, two, three = pictures(alice, 3)
    post = post_by(alice, media_ids=[one, two])
    changes = {"text": "Other ones", "media": [{"id": three, "alt_text": "A third"}, {"id": one}]}
    never_half_done(superuser, lambda: services.update_post(alice.viewer, post, **changes))


def test_a_scheduled_post_of_media_alone_comes_out(alice, bob, api, superuser, pictures):
    media = pictures(alice, 2)
    later = datetime.now(UTC) + timedelta(hours=1)
    post = post_by(alice, "", media_ids=media, status="scheduled", scheduled_at=later)
    superuser.execute("update posts set scheduled_at = now() where id = %s", [post])
    assert services.publish_scheduled(sql.SYSTEM, 10) == 1
    assert ids_of(api, bob, post) == [str(medium) for medium in media]


def test_an_archive_holds_media_with_their_files(alice, superuser, pictures):
    files.keep(files.private, "originals/kept", b"as it came")
    (shown,), (failed,) = pictures(alice), pictures(alice, state="failed", alt_text="A heron")
    superuser.execute("update post_media set original = 'originals/kept' where id = %s", [failed])
    post = post_by(alice, media_ids=[shown])
    section = next(section for section in sections() if section.name == "media")
    rows = {row["key"]: row for page in section.pages(alice.id) for row in page}
    assert rows[str(shown)]["item"]["post_id"] == str(post)
    assert rows[str(failed)]["item"]["alt_text"] == "A heron"
    assert not {"original", "upload_id", "content_id"} & rows[str(shown)]["item"].keys()
    names = [row["files"][0]["name"] for row in (rows[str(shown)], rows[str(failed)])]
    with files.private.open(names[0]) as picture, files.private.open(names[1]) as original:
        assert (picture.read(), original.read()) == (b"webp  ", b"as it came")
    assert [rows[str(medium)]["item"]["file"] for medium in (shown, failed)] == [
        f"media/{shown}-x.png.webp", f"media/{failed}-x.png",
    ]  # fmt: skip
