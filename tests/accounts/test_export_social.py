"""What an archive says of circles, muted words and suggestions: the member's own part, and names they may know."""

from accounts.leaving.sections import sections
from social import circle_services as circles
from tests.deeds import block, circle_of


def held(person, name):
    """The items of a section of somebody's archive."""
    (section,) = [s for s in sections() if s.name == name]
    return [row["item"] for page in section.pages(person.id) for row in page]


def without_times(items):
    return [{k: v for k, v in item.items() if not k.endswith("_at") and k != "since"} for item in items]


def test_own_circles_with_the_role_and_nobody_else_s(superuser, alice, bob):
    circle = circle_of(superuser, alice, bob, name="Kent", visibility="secret")
    circle_of(superuser, bob, slug="cooks")
    assert without_times(held(alice, "circles")) == [{"circle": {"id": str(circle), "name": "Kent"}, "role": "owner"}]
    assert sorted(item["role"] for item in held(bob, "circles")) == ["member", "owner"]


def test_requests_and_invites_name_circles_that_may_be_known(superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, name="Kent")
    superuser.execute("insert into circle_requests (circle_id, user_id) values (%s, %s)", [circle, bob.id])
    circles.invite_to_circle(alice.viewer, circle, [charlie.id])
    named, unnamed = {"id": str(circle), "name": "Kent"}, {"id": str(circle), "name": None}
    assert without_times(held(bob, "circle_requests")) == [{"circle": named}]
    (invite,) = without_times(held(charlie, "circle_invites"))
    assert invite == {"circle": named, "inviter": {"id": str(alice.id), "handle": "alice"}}
    superuser.execute("update circles set visibility = 'secret'")
    assert without_times(held(bob, "circle_requests")) == [{"circle": unnamed}]
    assert without_times(held(charlie, "circle_invites")) == [invite], "who is invited may know it"


def test_invites_and_links_that_one_made_without_the_codes(superuser, alice, bob):
    circle = circle_of(superuser, alice, name="Kent")
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    code = circles.create_circle_link(alice.viewer, circle, max_uses=5)["code"]
    person, link = without_times(held(alice, "circle_invites_sent"))
    assert person["invitee"] == {"id": str(bob.id), "handle": "bob"}
    assert (link["invitee"], link["max_uses"], link["uses"]) == (None, 5, 0)
    assert code not in str(link)
    assert held(bob, "circle_invites_sent") == []


def test_muted_words_and_whom_not_to_suggest(superuser, alice, bob, charlie):
    superuser.execute(
        "insert into muted_words (user_id, phrase, pattern) values (%s, 'Spoiler', 'spoiler')", [alice.id]
    )
    for other in (bob, charlie):
        superuser.execute(
            "insert into dismissed_suggestions (user_id, dismissed_id) values (%s, %s)", [alice.id, other.id]
        )
    block(superuser, charlie, alice)
    (word,) = without_times(held(alice, "muted_words"))
    assert word == {"phrase": "Spoiler", "match": "word", "action": "hide"}
    assert [item["member"]["handle"] for item in held(alice, "dismissed_suggestions")] == ["bob"]
    assert held(bob, "muted_words") == held(bob, "dismissed_suggestions") == []
