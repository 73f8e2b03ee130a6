import pytest

from accounts.notification_kinds import CHANNELS, KINDS
from tests.at_once import at_once
from topin import catalog, sql

PUSHED = {
    "message", "mention", "reply", "comment", "follow", "follow_request", "circle_invite", "moderation_action",
    "withdrawal_update", "new_sign_in",
}  # fmt: skip
MAILED = {
    "new_sign_in", "moderation_action", "appeal_outcome", "verification_outcome", "withdrawal_update", "system",
}  # fmt: skip


@pytest.fixture
def settings_of(api):
    return lambda person: api(person).get("/api/settings").json


def put(api, person, section, changes, **headers):
    return api(person).put(f"/api/settings/{section}", changes, headers=headers)


def test_a_new_member_has_the_defaults(alice, settings_of):
    found = settings_of(alice)
    assert set(found) == {"privacy", "notifications", "accessibility", "creator", "updated_at"}
    assert found["privacy"] == {
        "is_private": False, "profile_visibility": "everyone", "active_status_visibility": "mutuals",
        "message_policy": "everyone", "comment_policy": "everyone", "mention_policy": "everyone",
        "read_receipts": True, "discoverable": True, "personalised": True, "show_likes": True,
    }  # fmt: skip
    assert found["accessibility"] == {
        "theme": "system", "reduce_motion": False, "high_contrast": False, "font_scale": 1.0,
        "autoplay_media": True, "captions": False, "language": None,
    }  # fmt: skip
    assert found["creator"] == {"is_creator": False}
    notifications = found["notifications"]
    assert notifications["quiet_hours"] == {"enabled": False, "start": "22:00", "end": "07:00", "time_zone": "UTC"}
    assert (notifications["digest"], notifications["previews"]) == ("off", True)


def test_every_kind_has_a_default_for_every_channel(alice, settings_of):
    kinds = settings_of(alice)["notifications"]["kinds"]
    assert set(kinds) == set(KINDS)
    for kind, channels in kinds.items():
        assert channels == {"in_app": True, "push": kind in PUSHED, "email": kind in MAILED}, kind
        assert set(channels) == set(CHANNELS)


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        ("privacy", {"is_private": True}),
        ("privacy", {"profile_visibility": "mutuals", "active_status_visibility": "nobody"}),
        ("privacy", {"message_policy": "followers", "comment_policy": "mutuals", "mention_policy": "nobody"}),
        ("privacy", {"read_receipts": False, "discoverable": False, "personalised": False, "show_likes": False}),
        ("notifications", {"digest": "weekly", "previews": False}),
        ("accessibility", {"theme": "dark", "reduce_motion": True, "high_contrast": True, "font_scale": 2}),
        ("accessibility", {"font_scale": 0.8, "autoplay_media": False, "captions": True, "language": "de-AT"}),
        ("accessibility", {"language": None}),
        ("creator", {"is_creator": True}),
        ("privacy", {}),
    ],
)
def test_a_member_changes_a_part_and_the_rest_stays(api, alice, bob, settings_of, section, changes):
    before, others = settings_of(alice), settings_of(bob)
    answer = put(api, alice, section, changes)
    assert answer.status == 200
    expected = before | {section: before[section] | changes, "updated_at": answer.json["updated_at"]}
    assert answer.json == expected == settings_of(alice)
    assert answer.json["updated_at"] > before["updated_at"]
    assert settings_of(bob) == others


def test_notifications_merge_at_every_depth(api, alice, settings_of):
    put(api, alice, "notifications", {"kinds": {"like": {"push": True}}, "quiet_hours": {"start": "21:15"}})
    put(api, alice, "notifications", {"kinds": {"like": {"email": True}, "reply": {"in_app": False}}})
    put(api, alice, "notifications", {"quiet_hours": {"enabled": True, "time_zone": "Europe/Vienna"}})
    found = settings_of(alice)["notifications"]
    assert found["kinds"]["like"] == {"in_app": True, "push": True, "email": True}
    assert found["kinds"]["reply"] == {"in_app": False, "push": True, "email": False}
    assert found["kinds"]["follow"] == {"in_app": True, "push": True, "email": False}
    assert found["quiet_hours"] == {"enabled": True, "start": "21:15", "end": "07:00", "time_zone": "Europe/Vienna"}


@pytest.mark.parametrize(
    ("section", "changes", "field"),
    [
        ("privacy", {"is_private": "false"}, "is_private"),
        ("privacy", {"read_receipts": 1}, "read_receipts"),
        ("privacy", {"discoverable": None}, "discoverable"),
        ("privacy", {"profile_visibility": "friends"}, "profile_visibility"),
        ("privacy", {"message_policy": ["everyone"]}, "message_policy"),
        ("notifications", {"kinds": {"like": {"push": "yes"}}}, "kinds.like.push"),
        ("notifications", {"kinds": {"like": True}}, "kinds.like"),
        ("notifications", {"kinds": []}, "kinds"),
        ("notifications", {"quiet_hours": {"start": "24:00"}}, "quiet_hours.start"),
        ("notifications", {"quiet_hours": {"end": "7:00"}}, "quiet_hours.end"),
        ("notifications", {"quiet_hours": {"end": 700}}, "quiet_hours.end"),
        ("notifications", {"quiet_hours": {"time_zone": "Mars/Olympus"}}, "quiet_hours.time_zone"),
        ("notifications", {"quiet_hours": {"time_zone": "../etc/passwd"}}, "quiet_hours.time_zone"),
        ("notifications", {"quiet_hours": None}, "quiet_hours"),
        ("notifications", {"digest": "hourly"}, "digest"),
        ("accessibility", {"theme": "pink"}, "theme"),
        ("accessibility", {"font_scale": 0.79}, "font_scale"),
        ("accessibility", {"font_scale": 2.01}, "font_scale"),
        ("accessibility", {"font_scale": "1.5"}, "font_scale"),
        ("accessibility", {"font_scale": True}, "font_scale"),
        ("accessibility", {"language": "english please"}, "language"),
        ("accessibility", {"language": "en_US"}, "language"),
        ("accessibility", {"language": ""}, "language"),
        ("creator", {"is_creator": 0}, "is_creator"),
    ],
)
def test_what_settings_refuse(api, alice, settings_of, section, changes, field):
    before = settings_of(alice)
    answer = put(api, alice, section, changes)
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert settings_of(alice) == before


@pytest.mark.parametrize("section", ["privacy", "notifications", "accessibility", "creator"])
def test_a_body_that_is_no_object_is_refused(api, alice, section):
    answer = put(api, alice, section, [])
    assert (answer.status, answer.code) == (400, "malformed")


def test_unknown_fields_are_ignored(api, alice, settings_of):
    before = settings_of(alice)
    answer = put(api, alice, "notifications", {"kinds": {"telepathy": {"push": 7}}, "colour": "red"})
    assert answer.status == 200
    assert answer.json | {"updated_at": ""} == before | {"updated_at": ""}
    assert put(api, alice, "privacy", {"is_verified": True, "user_id": "x"}).status == 200
    assert not api(alice).get("/api/users/me").json["is_verified"]


@pytest.mark.parametrize(
    ("given", "kept"), [("EN", "en"), ("de-at", "de-AT"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")]
)
def test_languages_are_kept_as_they_are_usually_written(api, alice, given, kept):
    assert put(api, alice, "accessibility", {"language": given}).json["accessibility"]["language"] == kept


def test_visitors_have_no_settings(api):
    assert api().get("/api/settings").status == 401
    assert put(api, None, "privacy", {"is_private": True}).status == 401


def test_one_etag_stands_for_all_settings(api, alice):
    first = api(alice).get("/api/settings").headers["etag"]
    assert api(alice).get("/api/settings", headers={"If-None-Match": first}).status == 304
    assert put(api, alice, "accessibility", {"theme": "dark"}, **{"If-Match": first}).status == 200
    late = put(api, alice, "privacy", {"is_private": True}, **{"If-Match": first})
    assert (late.status, late.code) == (412, "precondition_failed")
    now = api(alice).get("/api/settings")
    assert now.json["privacy"]["is_private"] is False
    assert put(api, alice, "privacy", {"is_private": True}, **{"If-Match": now.headers["etag"]}).status == 200


def test_what_others_see_of_settings_changes_the_profile(api, alice, bob):
    etag = api(bob).get(f"/api/users/{alice.id}").headers["etag"]
    put(api, alice, "privacy", {"is_private": True})
    put(api, alice, "creator", {"is_creator": True})
    seen = api(bob).get(f"/api/users/{alice.id}", headers={"If-None-Match": etag})
    assert (seen.status, seen.json["is_private"], seen.json["limited"]) == (200, True, True)
    put(api, alice, "privacy", {"is_private": False})
    assert api(bob).get(f"/api/users/{alice.id}").json["is_creator"] is True


def test_every_change_is_told_as_an_event(api, alice, superuser):
    put(api, alice, "privacy", {"show_likes": False})
    query = "select actor_id, subject_id, data from events where kind = 'settings_changed'"
    assert superuser.execute(query).fetchall() == [(alice.id, alice.id, {"section": "privacy"})]


def test_postgres_knows_every_time_zone_that_can_be_chosen(superuser):
    from accounts.choices import time_zones

    known = {name for (name,) in superuser.execute("select name from pg_timezone_names")}
    assert set(time_zones()) - known == set()


def test_members_may_write_no_more_of_their_settings_than_there_is_to_choose():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        (table,) = [t for t in catalog.tables() if t["name"] == "user_settings"]
    writable = {g["columns"] for g in table["column_grants"] if g["role"] == "topin_user" and g["verb"] == "update"}
    assert "user_id" not in ", ".join(writable)


def test_of_two_changes_of_what_one_read_only_one_counts(api, alice):
    read = api(alice).get("/api/settings").headers["etag"]
    answers = at_once(
        lambda: put(api, alice, "privacy", {"show_likes": False}, **{"If-Match": read}).status,
        lambda: put(api, alice, "accessibility", {"theme": "dark"}, **{"If-Match": read}).status,
    )
    assert sorted(answers) == [200, 412]
