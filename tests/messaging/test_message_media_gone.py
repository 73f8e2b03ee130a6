"""Addresses of media of messages end with the message, at that moment: no worker and no clock has to come by first."""

from urllib.parse import urlsplit

import pytest

from messaging import services as messaging
from tests.deeds import post_by
from tests.messaging.talk import messages, send
from tests.people import Api
from tests.posts.media_tools import path_of
from tests.posts.ready_media import content_of, medium_of


@pytest.fixture
def picture(superuser):
    """`picture(alice)` → the id of a picture that is ready for a message; the same file each time."""
    content = content_of(superuser)
    return lambda person, **columns: medium_of(superuser, person, content, **{"purpose": "message", **columns})


def sent_with(sender, to, medium):
    return send(sender, to, media_ids=[str(medium)]).json


def opens(url, api):
    """Whether an address is served by the application, and by the front."""
    path = path_of(url)
    asked = (api().client.get(path), api().client.get("/media/check", headers={"X-Forwarded-Uri": path}))
    statuses = tuple(answer.status_code for answer in asked)
    assert statuses in ((200, 204), (404, 404))
    return statuses[0] == 200


def addresses(message):
    [medium] = message["media"]
    return [medium["url"], medium["thumbnail_url"], *(variant["url"] for variant in medium["variants"])]


WAYS = {
    "its sender takes it back": lambda sent, alice, bob, superuser: Api(alice).delete(
        f"/api/messages/{sent['id']}?for=everyone"
    ),
    "both delete it for themselves": lambda sent, alice, bob, superuser: [
        Api(person).delete(f"/api/messages/{sent['id']}") for person in (alice, bob)
    ],
    "its time is over": lambda sent, alice, bob, superuser: superuser.execute(
        "update messages set read_at = now(), expires_at = now() where id = %s", [sent["id"]]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_they_open_nothing_when_the_message_is_gone_though_the_file_is_elsewhere_too(
    friends, picture, api, superuser, way
):
    alice, bob = friends
    post_by(bob, media_ids=[picture(bob, purpose="post")])
    other = sent_with(bob, alice, picture(bob))
    sent = sent_with(alice, bob, picture(alice))
    [_, received] = reversed(messages(bob, sent["conversation_id"]))
    held = addresses(sent) + addresses(received)
    assert all(opens(url, api) for url in held)
    WAYS[way](sent, alice, bob, superuser)
    assert not any(opens(url, api) for url in held)
    assert all(opens(url, api) for url in addresses(other)), "others have the same file, and lose nothing"


def test_deleted_for_oneself_it_is_still_the_other_one_s(friends, picture, api):
    alice, bob = friends
    sent = sent_with(alice, bob, picture(alice))
    Api(alice).delete(f"/api/messages/{sent['id']}")
    assert all(opens(url, api) for url in addresses(messages(bob, sent["conversation_id"])[0]))


def test_before_it_is_sent_its_owner_sees_it_and_no_longer_when_it_is_removed(alice, picture, api):
    medium = picture(alice)
    url = api(alice).get(f"/api/media/{medium}").json["url"]
    assert opens(url, api)
    assert api(alice).delete(f"/api/media/{medium}").status == 204
    assert not opens(url, api)


def test_an_address_cannot_be_made_to_name_another_medium_or_none(friends, picture, api):
    alice, bob = friends
    gone, stays = (sent_with(alice, bob, picture(alice)) for _ in range(2))
    url = gone["media"][0]["url"]
    messaging.delete_message_for_everyone(alice.viewer, gone["id"])
    mark, other = (urlsplit(one["media"][0]["url"]).path.split("/")[3].partition("-")[2] for one in (gone, stays))
    assert opens(stays["media"][0]["url"], api)
    for forged in (url.replace(mark, other), url.replace(f"-{mark}", ""), url.replace(mark, mark.upper())):
        assert forged != url
        assert not opens(forged, api)
