"""What the demo's people talk about: polls, quotes, reposts and answers, all through the front door."""

import json
from uuid import UUID

from posts import services
from posts.demo.world import FOLDER
from topin import sql


def fill_talk(people, ids):
    """Makes the talk and returns the ids of its posts. `ids`: handle → id."""
    viewers = {person.handle: sql.Viewer.user(ids[person.handle]) for person in people}
    talk = json.loads((FOLDER / "talk.json").read_text(encoding="utf-8"))
    return [_fill(subject, viewers) for subject in talk]


def _fill(subject, viewers):
    words = {key: subject[key] for key in ("text", "poll", "content_warning") if key in subject}
    post = services.create_post(viewers[subject["author"]], audience="public", language="en", **words).loads()
    post_id = UUID(post["id"])
    _vote(post, subject["author"], viewers)
    _answer(post_id, subject.get("comments", []), viewers)
    for quote in subject.get("quoted_by", []):
        services.create_post(
            viewers[quote["by"]], text=quote["text"], audience="public", language="en", quote_id=post_id
        )
    for handle in subject.get("reposted_by", []):
        services.repost_post(viewers[handle], post_id)
    for viewer in [*viewers.values()][len(subject["text"]) % 3 :: 3]:
        services.like_post(viewer, post_id)
    return post_id


def _vote(post, author, viewers):
    """Most of the others, by a habit of their own: earlier choices have more friends."""
    if not post["poll"]:
        return
    options = [UUID(option["id"]) for option in post["poll"]["options"]]
    for place, (handle, viewer) in enumerate(viewers.items()):
        if handle != author and place % 4:
            services.vote_in_poll(viewer, UUID(post["id"]), [options[place * place % 7 % len(options)]])


def _answer(post_id, comments, viewers, parent_id=None):
    for comment in comments:
        made = services.create_comment(viewers[comment["by"]], post_id, text=comment["text"], parent_id=parent_id)
        _answer(post_id, comment.get("answers", []), viewers, UUID(made.loads()["id"]))
