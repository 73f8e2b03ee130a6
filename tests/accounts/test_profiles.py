from uuid import uuid4

import pytest


def test_a_member_changes_the_own_profile(alice, api):
    changes = {"display_name": " Alice 🦊 ", "bio": "Line\nline", "website": "https://alice.example",
               "pronouns": "she/her", "location": "Zürich", "birthday": "1990-02-28", "handle": "mallory",
               "is_verified": True}  # fmt: skip
    me = api(alice).put("/api/users/me", changes).json
    assert me["display_name"] == "Alice 🦊"
    assert (me["bio"], me["birthday"], me["location"]) == ("Line\nline", "1990-02-28", "Zürich")
    assert (me["handle"], me["is_verified"]) == ("alice", False)
    assert api(alice).put("/api/users/me", {"bio": "", "birthday": None}).json["birthday"] is None
    assert api(alice).get("/api/users/me").json["display_name"] == "Alice 🦊"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""), ("display_name", None), ("display_name", "x" * 51), ("display_name", 5),
        ("display_name", "a\u202eb"), ("display_name", "a\u2066b"), ("display_name", "a\nb"),
        ("display_name", "\u200b"),
        ("bio", "x" * 301), ("bio", ["x"]), ("location", "x" * 61), ("pronouns", "x" * 31),
        ("website", "javascript:alert(1)"), ("website", "ftp://x.example"), ("website", "x.example"),
        ("birthday", "1899-12-31"), ("birthday", "2999-01-01"), ("birthday", "soon"),
    ],
)  # fmt: skip
def test_what_a_profile_refuses(alice, api, field, value):
    answer = api(alice).put("/api/users/me", {field: value})
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_lengths_count_what_people_see(alice, api):
    family = "👩‍👩‍👧‍👦" * 50
    assert api(alice).put("/api/users/me", {"display_name": family}).json["display_name"] == family
    assert api(alice).put("/api/users/me", {"display_name": family + "a"}).status == 400
    assert api(alice).put("/api/users/me", {"display_name": "a" + "\u0301" * 2_000}).status == 400


def test_a_profile_is_found_by_id_and_by_handle_in_any_case(alice, bob, api):
    for caller in (api(), api(bob)):
        by_id = caller.get(f"/api/users/{alice.id}")
        assert by_id.status == 200
        assert by_id.json == caller.get("/api/users/by-handle/ALICE").json
        assert "birthday" not in by_id.json
        assert "email" not in by_id.json


def test_a_hidden_member_is_as_absent_as_nobody(alice, bob, api, superuser):
    superuser.execute("update profiles set is_hidden = true where user_id = %s", [alice.id])
    hidden, absent = api(bob).get(f"/api/users/{alice.id}").json, api(bob).get(f"/api/users/{uuid4()}").json
    assert hidden | {"request_id": ""} == absent | {"request_id": ""}
    assert api(bob).get("/api/users/by-handle/alice").status == 404


def test_several_profiles_come_in_the_order_asked(alice, bob, api):
    nobody = uuid4()
    answer = api(bob).get(f"/api/users?ids={bob.id},{nobody},{alice.id},{bob.id}").json
    assert [item["handle"] for item in answer["items"]] == ["bob", "alice"]
    assert answer["missing"] == [str(nobody)]


@pytest.mark.parametrize("ids", ["", "x", ",".join(str(uuid4()) for _ in range(101))])
def test_lists_of_ids_that_are_refused(bob, api, ids):
    assert api(bob).get(f"/api/users?ids={ids}").status == 400


@pytest.mark.parametrize(
    ("handle", "reason"),
    [
        ("dora", None),
        ("Alice", "taken"),
        ("admin", "reserved"),
        ("no", "invalid"),
        ("n-o", "invalid"),
        ("x" * 31, "invalid"),
    ],
)
def test_handles_say_why_they_cannot_be_had(alice, api, handle, reason):
    answer = api().get(f"/api/users/check-handle/{handle}").json
    assert (answer["available"], answer["reason"]) == (reason is None, reason)
    assert bool(answer["suggestions"]) == (reason == "taken")
