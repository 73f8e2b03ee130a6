"""One row and more in every table, each with a label that people can read.

A table with a `user_id` gets a row of each caller by itself, labelled by the member. What a table needs
beyond that, or instead, is said in `ROWS`: label → the columns that matter.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from tests.database.matrix import cast
from tests.database.matrix.cast import id_of, member_id
from tests.database.matrix.filling import CannotFill, fill
from tests.database.matrix.shape import read_tables

NOW = "now"
OWNERS = (*cast.MEMBERS, *cast.STAFF)


def _pairs(pairs, first, second):
    return {f"{a}>{b}": {first: member_id(a), second: member_id(b)} for a, b in pairs}


def _posts():
    def post(author, name, **columns):
        return {f"{author}/{name}": {"author_id": member_id(author), "text": name, **columns}}

    rows = {}
    for audience in ("public", "followers", "mutuals", "private"):
        rows |= post("alice", audience, audience=audience)
    rows |= post("alice", "draft", status="draft")
    rows |= post("alice", "scheduled", status="scheduled")
    rows |= post("alice", "hidden", hidden_at=NOW)
    rows |= post("alice", "deleted", deleted_at=NOW)
    for audience in ("followers", "mutuals"):
        rows |= post("private", audience, audience=audience)
    for author, circle in cast.CIRCLE_POSTS:
        rows |= post(author, f"in {circle} circle", audience="circle", circle_id=id_of("circles", circle))
    for member in cast.EVERYBODY:
        if member != "alice":
            rows |= post(member, "public")
    return rows


def _in_circles(members, circles=cast.OPEN_CIRCLES, **columns):
    return {
        f"{member}/{circle}": {"circle_id": id_of("circles", circle), "user_id": member_id(member), **columns}
        for member in members
        for circle in circles
    }


def _circle_members():
    rows = {}
    for member, role in cast.CIRCLE_ROLES.items():
        rows |= _in_circles([member], role=role)
    return rows


def _circle_invites():
    def invite(label, circle, **columns):
        inviter = {"circle_id": id_of("circles", circle), "inviter_id": member_id("alice")}
        return {label: inviter | columns}

    invited, followed = member_id("invited"), member_id("followed")
    return {
        **invite("invited/secret", "secret", invitee_id=invited, expires_at="tomorrow"),
        **invite("invited/private", "private", invitee_id=invited),
        **invite("followed/secret, expired", "secret", invitee_id=followed, expires_at="yesterday"),
        **invite("a link/secret", "secret", code_hash=b"hash"),
    }


def _muted_words():
    rows = {m: {"user_id": member_id(m)} for m in OWNERS}
    return rows | {
        f"alice/{name}": {"user_id": member_id("alice"), "expires_at": at}
        for name, at in (("over", "yesterday"), ("for now", "tomorrow"))
    }


def _suggestions(first, second, **columns):
    pairs = _pairs([("alice", "stranger"), ("alice", "blocker"), ("stranger", "alice")], first, second)
    return {label: row | columns for label, row in pairs.items()}


def _idempotency_keys():
    def keep(member, name, expires_at):
        return {f"{member}/{name}": {"user_id": member_id(member), "key": name, "expires_at": expires_at}}

    rows = keep("alice", "for ever", None) | keep("alice", "outdated", "yesterday")
    for member in cast.MEMBERS:
        rows |= keep(member, "kept", "tomorrow")
    return rows


def _actors():
    told = [
        ("alice", "mutual"), ("alice", "blocked"), ("alice", "blocker"), ("alice", "suspended"),
        ("follower", "stranger"),
    ]  # fmt: skip
    return {
        f"{member}/{actor}": {"notification_id": id_of("notifications", member), "actor_id": member_id(actor)}
        for member, actor in told
    }


def _comments():
    def comment(author, post, name="", **columns):
        row = {"author_id": member_id(author), "post_id": id_of("posts", post), "depth": 1}
        return {f"{author} on {post}{name}": row | columns}

    rows = {}
    for author, post in cast.COMMENTS:
        rows |= comment(author, post)
    rows |= comment("mutual", "alice/public", ", hidden", hidden_at=NOW)
    rows |= comment("mutual", "alice/public", ", deleted", deleted_at=NOW)
    answered = id_of("comments", "mutual on alice/public")
    return rows | comment("alice", "alice/public", ", an answer", depth=2, parent_id=answered)


def _acts(**columns):
    return {f"{m}>{p}": {"user_id": member_id(m), "post_id": id_of("posts", p), **columns} for m, p in cast.ACTS}


def _likes():
    of_posts = {f"{m}>{p}": {"user_id": member_id(m), "post_id": id_of("posts", p)} for m, p in cast.LIKES}
    of_comments = {
        f"{m}>{c}": {"user_id": member_id(m), "comment_id": id_of("comments", c)} for m, c in cast.COMMENT_LIKES
    }
    return of_posts | of_comments


def _mentions():
    def named(where):
        comment = _comments().get(where)
        if comment is None:
            return {"post_id": id_of("posts", where)}
        return {"post_id": comment["post_id"], "comment_id": id_of("comments", where)}

    return {f"{m} in {where}": {"user_id": member_id(m)} | named(where) for m, where in cast.MENTIONS}


def _of_posts(**columns):
    """A row for each post, labelled by it."""
    return {post: {"post_id": id_of("posts", post), **columns} for post in _posts()}


def _options():
    return {
        f"{post}/{place}": {"post_id": id_of("posts", post), "place": place} for post in _posts() for place in (0, 1)
    }


def _votes():
    return {
        label: row | {"option_id": id_of("post_poll_options", f"{label.partition('>')[2]}/0")}
        for label, row in _acts().items()
    }


def _media():
    def medium(member, name, **columns):
        return {f"{member}/{name}": {"user_id": member_id(member), "purpose": name, "state": "ready", **columns}}

    rows = {}
    for member in OWNERS:
        rows |= medium(member, "post")
    for purpose in ("message", "avatar", "document"):
        rows |= medium("alice", purpose)
    shown = {"content_id": id_of("media_contents", "shown"), "purpose": "post", "place": 0}
    for audience in ("public", "private"):
        rows |= medium("alice", f"in a {audience} post", post_id=id_of("posts", f"alice/{audience}"), **shown)
    for message, row in _messages().items():
        if message.startswith("alice/") and "deleted_at" not in row:
            place = shown | {"purpose": "message", "message_id": id_of("messages", message)}
            rows |= medium("alice", f"in a message, {message.partition('/')[2]}", **place)
    return rows


def _talk(one, other):
    return f"{one} with {other}"


def _sides():
    """What each conversation is to each of its two, labelled by whose side it is."""
    rows = {}
    for pair, states in cast.TALKS.items():
        for (me, peer), state in zip((pair, pair[::-1]), states, strict=True):
            rows[f"{me}/with {peer}, {state}"] = {
                "conversation_id": id_of("conversations", _talk(*pair)), "user_id": member_id(me),
                "peer_id": member_id(peer), "state": state,
            }  # fmt: skip
    return rows


def _messages():
    """One of each of the two to the other, labelled by who wrote it; and what time and deletion made of alice's."""

    def message(pair, sender, name, seq, **columns):
        conversation = {"conversation_id": id_of("conversations", _talk(*pair)), "expiry": "24h", "seq": seq}
        return {f"{sender}/{name}": conversation | {"sender_id": member_id(sender)} | columns}

    rows = {}
    for one, other in cast.TALKS:
        rows |= message((one, other), one, f"to {other}", 1) | message((one, other), other, f"to {one}", 2)
    for seq, (name, columns) in enumerate(cast.MESSAGES.items(), start=3):
        hidden_for = [member_id(name) for name in columns.get("hidden_for", ())]
        rows |= message(("alice", "mutual"), "alice", name, seq, **columns | {"hidden_for": hidden_for})
    return rows


def _reactions():
    """Of whoever got it, under each message."""
    people = {id_of("conversations", _talk(*pair)): set(pair) for pair in cast.TALKS}
    rows = {}
    for message, row in _messages().items():
        sender, _, name = message.partition("/")
        (other,) = people[row["conversation_id"]] - {sender}
        under = {"message_id": id_of("messages", message), "user_id": member_id(other)}
        rows[f"{other}/under {sender}, {name}"] = under
    return rows


def _reports():
    return {
        f"{reporter}/of {author}": {
            "reporter_id": member_id(reporter), "author_id": member_id(author), "reason": "spam", "state": state,
        }
        for reporter, author, state in cast.REPORTS
    }  # fmt: skip


ROWS = {
    "users": {m: {"email": f"{m}@topin.test"} | cast.ACCOUNTS.get(m, {}) for m in cast.EVERYBODY},
    "profiles": {m: {"user_id": member_id(m), "handle": m} | cast.PROFILES.get(m, {}) for m in cast.EVERYBODY},
    "refresh_tokens": {m: {} for m in OWNERS},
    "followers": _pairs(cast.FOLLOWS, "follower_id", "followed_id"),
    "follow_requests": _pairs(cast.REQUESTS, "requester_id", "target_id"),
    "blocked_users": _pairs(cast.BLOCKS, "blocker_id", "blocked_id"),
    "mutes": _pairs([*cast.BLOCKS, *cast.MUTES], "muter_id", "muted_id"),
    "posts": _posts(),
    "post_tags": {
        p: {"post_id": id_of("posts", p), "tag": "tea", "author_id": row["author_id"]} for p, row in _posts().items()
    },
    "post_counters": {post: {} for post in _posts()},
    "likes": _likes(),
    "comments": _comments(),
    "comment_counters": {comment: {} for comment in _comments()},
    "post_versions": _of_posts(),
    "post_polls": _of_posts(),
    "post_poll_options": _options(),
    "post_poll_votes": _votes(),
    "bookmarks": _acts(),
    "reposts": _acts(),
    "mentions": _mentions(),
    "media_contents": {
        "shown": {"kind": "image", "state": "ready"},
        "failed": {"kind": "video", "state": "failed", "failure": "damaged"},
    },
    "post_media": _media(),
    "media_keys": {"the newest": {}},
    "post_words": _of_posts(),
    "link_previews": {state: {"state": state} for state in ("waiting", "ready", "failed")},
    "post_views": _of_posts(),
    "post_view_days": _of_posts(),
    "timelines": {label: row | {"at": NOW} for label, row in _acts().items()},
    "fanouts": {"alice/public": {"post_id": id_of("posts", "alice/public"), "by_id": member_id("alice")}},
    "post_features": {
        p: {"post_id": id_of("posts", p), "author_id": row["author_id"], "topics": ["tea"]}
        for p, row in _posts().items()
    },
    "topic_preferences": {m: {"user_id": member_id(m), "choice": "mute"} for m in OWNERS},
    "feed_feedback": _acts(kind="less"),
    "topic_trends": {"tea": {"topic": "tea"}},
    "hidden_topics": {"cocoa": {"topic": "cocoa"}},
    "ranking_versions": {
        "the first": {"version": 1, "made_by_id": member_id("administrator")},
        "the newest": {"version": 2},
    },
    "trends": {"alice/public": {"post_id": id_of("posts", "alice/public")}},
    "muted_words": _muted_words(),
    "conversations": {_talk(*pair): {} for pair in cast.TALKS},
    "conversation_participants": _sides(),
    "conversation_keys": {_talk(*pair): {} for pair in cast.TALKS},
    "messages": _messages(),
    "message_reactions": _reactions(),
    "message_reports": _reports(),
    "circles": {c: {"slug": c, **columns} for c, columns in cast.CIRCLES.items()},
    "circle_members": _circle_members(),
    "circle_requests": _in_circles(["requested"]),
    "circle_invites": _circle_invites(),
    "circle_bans": _in_circles(["banned"], banned_by_id=member_id("mutual")),
    "suggestions": _suggestions("user_id", "suggested_id", score=1, reason="friends"),
    "dismissed_suggestions": _suggestions("user_id", "dismissed_id"),
    "notification_actors": _actors(),
    "devices": {m: {"user_id": member_id(m), "provider": "webpush"} for m in OWNERS},
    "notification_deliveries": {m: {"user_id": member_id(m), "channel": "push"} for m in OWNERS},
    "push_channels": {"fcm": {"stopped_at": NOW}, "email": {"is_off": True}},
    "one_time_tokens": {m: {"user_id": member_id(m), "slot": "recovery"} for m in OWNERS},
    "mail_requests": {"somebody's": {"purpose": "recovery"}},
    "mfa_challenges": {m: {} for m in OWNERS},
    "profile_likes": _pairs(cast.PROFILE_LIKES, "user_id", "target_id"),
    "profile_like_logs": _pairs(cast.PROFILE_LIKES, "user_id", "target_id"),
    "profile_pictures": {m: {"user_id": member_id(m), "kind": "avatar"} for m in OWNERS},
    "verification_requests": {m: {"user_id": member_id(m), "category": "creator"} for m in OWNERS},
    "events": {"by alice": {"actor_id": member_id("alice")}, "by the clock": {}},
    "event_deliveries": {"waiting": {}, "done": {"state": "done", "done_at": NOW}, "dead": {"state": "dead"}},
    "job_slots": {"waiting": {}, "done": {"done_at": NOW}},
    "idempotency_keys": _idempotency_keys(),
    "counter_deltas": {"alice's followers": {"subject_id": member_id("alice")}},
    "audit_log": {m: {"actor_id": member_id(m)} for m in ("alice", *cast.STAFF)},
}

#: A forbidden update beside the allowed one (probe `change`): table → column and value.
CHANGES = {
    "event_deliveries": ("state", "done"),
    "message_reports": ("decided_by_id", member_id("moderator")),
}


@dataclass
class World:
    """The tables, and the rows that stand in them."""

    connection: psycopg.Connection
    tables: dict
    labels: dict = field(default_factory=dict)  # table → key of a row → label
    rows: dict = field(default_factory=dict)  # table → label → the row as JSON
    granted: dict = field(default_factory=dict)  # question about a grant → its answer: nobody changes grants here


@contextmanager
def world(superuser_url):
    """The world on a connection that no policy holds, in a transaction that is never committed."""
    with psycopg.connect(superuser_url) as connection, connection.transaction(force_rollback=True):
        connection.execute("set local search_path = api, public")
        made = World(connection, read_tables(connection))
        for table in made.tables.values():
            _make_rows(made, table)
        connection.execute("set constraints all immediate")  # the world hangs together …
        connection.execute("set constraints all deferred")  # … and probes are not held up by references
        yield made


def _make_rows(world, table):
    world.labels[table.name], world.rows[table.name] = {}, {}
    for label, given in _rows_of(table).items():
        key, row = _insert(world.connection, table, fill(table, label, given))
        world.labels[table.name][key] = label
        world.rows[table.name][label] = row


def _rows_of(table):
    if table.name in ROWS:
        return ROWS[table.name]
    if any(c.name == "user_id" for c in table.columns):
        return {member: {"user_id": member_id(member)} for member in OWNERS}
    raise CannotFill(f"{table.name} has no rows in the matrix: give it some in world.py")


def _insert(connection, table, values):
    statement = sql.SQL("insert into {table} ({columns}) values ({values}) returning {key}, to_jsonb({table})").format(
        table=sql.Identifier(table.name),
        columns=sql.SQL(", ").join(map(sql.Identifier, values)),
        values=sql.SQL(", ").join(sql.Placeholder() * len(values)),
        key=sql.SQL(", ").join(map(sql.Identifier, table.key)),
    )
    *key, row = connection.execute(statement, list(values.values())).fetchone()
    return tuple(key), row
