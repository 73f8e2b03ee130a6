"""The people of the matrix, most of them called by what they are to alice, and the callers of the probes."""

from dataclasses import dataclass
from uuid import UUID, uuid5

NAMESPACE = UUID("5d6f2a38-30d1-4c59-8a0e-4c1b0c9d5a11")

#: Members who call. `requested` waits for an answer; alice blocked `blocked`, and `blocker` blocked her.
#: alice owns circles; `mutual` moderates them, `stranger` (like `blocked` and `suspended`) is a member, `banned` is
#: banned from them and `invited` invited. Her invite to `followed` has expired.
MEMBERS = (
    "alice", "follower", "followed", "mutual", "requested", "stranger", "blocker", "blocked", "suspended", "deleted",
    "private", "banned", "invited",
)  # fmt: skip
STAFF = ("moderator", "administrator")
#: Members whose profiles are for some only; they are looked at and do not call.
RESERVED = ("for_followers", "for_mutuals", "for_nobody")
EVERYBODY = (*MEMBERS, *STAFF, *RESERVED)

PROFILES = {
    "suspended": {"is_hidden": True},
    "deleted": {"is_hidden": True},
    "private": {"is_private": True},
    "for_followers": {"visibility": "followers"},
    "for_mutuals": {"visibility": "mutuals"},
    "for_nobody": {"visibility": "nobody"},
}
ACCOUNTS = {
    "suspended": {"banned_until": "infinity"},
    "deleted": {"deleted_at": "now"},
    "moderator": {"staff_role": "moderator"},
    "administrator": {"staff_role": "administrator"},
}

FOLLOWS = [
    ("follower", "alice"), ("alice", "followed"), ("mutual", "alice"), ("alice", "mutual"),
    ("suspended", "alice"), ("alice", "suspended"), ("deleted", "alice"),
    ("follower", "private"), ("mutual", "private"), ("private", "mutual"),
    ("blocker", "stranger"), ("blocked", "stranger"), ("followed", "stranger"), ("stranger", "follower"),
    *[(follower, shown) for shown in RESERVED for follower in ("follower", "mutual")],
    *[(shown, "mutual") for shown in RESERVED],
]  # fmt: skip
REQUESTS = [("requested", "alice"), ("requested", "private"), ("alice", "private")]
BLOCKS = [("blocker", "alice"), ("alice", "blocked"), ("stranger", "followed")]
#: alice muted `followed`, who cannot tell.
MUTES = [("alice", "followed")]
LIKES = [
    ("alice", "followed/public"), ("mutual", "alice/public"), ("blocked", "alice/public"), ("blocker", "alice/public"),
    ("suspended", "alice/public"), ("stranger", "followed/public"), ("mutual", "private/followers"),
    ("alice", "suspended/public"), ("alice", "blocked/public"), ("alice", "blocker/public"),
]  # fmt: skip

#: alice's circles: label → the columns that matter.
CIRCLES = {
    "public": {"visibility": "public"},
    "private": {"visibility": "private"},
    "secret": {"visibility": "secret"},
    "closed": {"visibility": "public", "closed_at": "now"},
}
OPEN_CIRCLES = ("public", "private", "secret")
CIRCLE_ROLES = {
    "alice": "owner", "mutual": "moderator", "stranger": "member", "blocked": "member", "suspended": "member",
}  # fmt: skip
#: Who wrote in which circle; `follower` and `private` have left it since.
CIRCLE_POSTS = [
    *[("alice", circle) for circle in CIRCLES], ("stranger", "private"), ("blocked", "secret"),
    ("follower", "public"), ("follower", "secret"), ("private", "public"),
]  # fmt: skip
#: Who commented on what: by people on every side of a block, where posts are for some, and in a circle.
COMMENTS = [
    *[(author, "alice/public") for author in ("alice", "follower", "mutual", "blocked", "blocker", "suspended")],
    ("mutual", "alice/followers"), ("alice", "alice/private"), ("alice", "alice/hidden"),
    ("mutual", "private/followers"),
    ("stranger", "followed/public"), ("blocked", "followed/public"), ("mutual", "alice/in private circle"),
    ("alice", "blocked/public"),
]  # fmt: skip
#: Who likes which comment.
COMMENT_LIKES = [
    ("alice", "mutual on alice/public"), ("mutual", "alice on alice/public"), ("blocked", "alice on alice/public"),
    ("blocker", "alice on alice/public"), ("suspended", "alice on alice/public"),
    ("stranger", "stranger on followed/public"), ("mutual", "alice on alice/private"),
]  # fmt: skip
#: Who did something with which post that is theirs to know: reposted it, kept it, voted in its poll.
ACTS = [
    ("alice", "followed/public"), ("alice", "blocker/public"), ("mutual", "alice/public"), ("blocked", "alice/public"),
    ("follower", "alice/followers"), ("stranger", "alice/in private circle"), ("suspended", "alice/public"),
    ("requested", "private/followers"),
]  # fmt: skip
#: Who is mentioned in which post or comment.
MENTIONS = [
    ("mutual", "alice/public"), ("blocked", "alice/public"), ("stranger", "alice/followers"),
    ("mutual", "alice/mutuals"),
    ("mutual", "mutual on alice/public"), ("alice", "blocked on alice/public"), ("alice", "blocker on alice/public"),
]  # fmt: skip
#: Who talks with whom, and what the conversation is to the one and to the other. Whoever declined sees nothing of it.
TALKS = {
    ("alice", "mutual"): ("active", "active"),
    ("alice", "blocked"): ("active", "active"),
    ("alice", "blocker"): ("active", "active"),
    ("alice", "suspended"): ("active", "active"),
    ("alice", "deleted"): ("active", "active"),
    ("requested", "alice"): ("sent_request", "request"),
    ("stranger", "alice"): ("sent_request", "declined"),
    ("alice", "moderator"): ("active", "active"),
    ("follower", "mutual"): ("active", "active"),
    ("for_nobody", "followed"): ("sent_request", "request"),
}
#: What alice wrote to `mutual` besides: name → the columns that matter; `hidden_for` by name.
MESSAGES = {
    "hidden for herself": {"hidden_for": ["alice"]},
    "hidden for mutual": {"hidden_for": ["mutual"]},
    "expiring": {"read_at": "yesterday", "expires_at": "tomorrow"},
    "expired": {"read_at": "yesterday", "expires_at": "yesterday"},
    "ending now": {"read_at": "yesterday", "expires_at": "now"},
    "deleted for everyone": {"deleted_at": "now"},
}
#: Who reported a message of whom, and what became of it. Staff judge neither what they report nor themselves.
REPORTS = [
    ("mutual", "alice", "open"), ("blocked", "alice", "upheld"), ("alice", "mutual", "dismissed"),
    ("moderator", "alice", "open"), ("alice", "moderator", "open"),
]  # fmt: skip


@dataclass(frozen=True)
class Caller:
    """Somebody who tries: a database role, and the member it acts for."""

    name: str
    role: str
    member: str | None = None


CALLERS = {
    caller.name: caller
    for caller in (
        Caller("visitor", "topin_anon"),
        *[Caller(name, "topin_user", name) for name in MEMBERS],
        Caller("nobody", "topin_user"),  # the role of members without saying which one
        *[Caller(name, "topin_staff", name) for name in STAFF],
        Caller("worker", "topin_worker"),
        Caller("login", "topin_app"),  # the login of every process, before it becomes anybody
    )
}


def id_of(table, label):
    """The id of a row of the world: the same in every run."""
    return uuid5(NAMESPACE, f"{table}/{label}")


def member_id(name):
    return id_of("users", name)


PROFILE_LIKES = [
    ("alice", "followed"), ("mutual", "alice"), ("blocked", "alice"), ("blocker", "alice"), ("suspended", "alice"),
    ("stranger", "followed"),
]  # fmt: skip
