"""Deeds in circles: each is one SQL function of the same name, in one transaction."""

from django.conf import settings
from psycopg.types.json import Jsonb

from social.circle_codes import hash_code, make_code
from topin import sql


def create_circle(viewer, *, name, slug, description, visibility, join_policy, member_limit):
    """Makes a circle that the viewer owns, and returns it (Circle). Raises Conflict `slug_taken`, `circle_limit`."""
    facts = (name, slug, description, visibility, join_policy, member_limit)
    return sql.do(viewer, "create_circle", *facts, settings.CIRCLES_OWNED)


def update_circle(viewer, circle, changes):
    """Changes the given fields of an own circle (id or slug) and returns it (Circle).

    Raises NotFound, Forbidden, Conflict `slug_taken`, Invalid `member_limit` below the members there are.
    """
    return sql.do(viewer, "update_circle", str(circle), Jsonb(changes))


def close_circle(viewer, circle):
    """Closes an own circle (id or slug) for good. Raises NotFound, Forbidden."""
    sql.do(viewer, "close_circle", str(circle))


def join_circle(viewer, circle_id):
    """Joins, or asks to where that is the policy; once, however often. Returns {role, requested}.

    Raises NotFound, Forbidden `banned` or `invite_only`, Conflict `circle_full`.
    """
    return sql.do(viewer, "join_circle", circle_id)


def leave_circle(viewer, circle_id):
    """Ends a membership, or withdraws a request; the last one who leaves closes the circle.

    Raises NotFound, Forbidden `not_a_member`, Conflict `owner_must_transfer`.
    """
    sql.do(viewer, "leave_circle", circle_id)


def set_circle_role(viewer, circle_id, user_id, role):
    """Gives a member of an own circle another role; with owner the circle is handed over. Returns {role}.

    Raises NotFound, Forbidden, Invalid for oneself.
    """
    return sql.do(viewer, "set_circle_role", circle_id, user_id, role)


def remove_circle_member(viewer, circle_id, user_id):
    """Takes somebody out, who may come back. Raises NotFound, Forbidden, Invalid for oneself."""
    sql.do(viewer, "remove_circle_member", circle_id, user_id)


def approve_circle_request(viewer, circle_id, user_id):
    """Lets in who asked. Raises NotFound (also when it was answered already), Forbidden, Conflict `circle_full`."""
    sql.do(viewer, "approve_circle_request", circle_id, user_id)


def decline_circle_request(viewer, circle_id, user_id):
    """Ends a request without a word to who asked. Raises NotFound, Forbidden."""
    sql.do(viewer, "decline_circle_request", circle_id, user_id)


def invite_to_circle(viewer, circle_id, user_ids, expires_at=None):
    """Invites people in person. Returns {results: [{user_id, status}]} in the order given.

    Raises NotFound, Forbidden, Invalid for a time that has passed.
    """
    return sql.do(viewer, "invite_to_circle", circle_id, user_ids, expires_at)


def decline_circle_invite(viewer, circle_id):
    """Ends an own personal invite. Raises NotFound, also when it has expired or was ended."""
    sql.do(viewer, "decline_circle_invite", circle_id)


def create_circle_link(viewer, circle_id, max_uses=None, expires_at=None):
    """A link that lets `max_uses` (None: any number of) people in until `expires_at` (None: for ever).

    Returns {code, url}, this once: only the hash of the code is kept.
    Raises NotFound, Forbidden, Conflict `link_limit`, Invalid for a time that has passed.
    """
    code = make_code()
    sql.do(viewer, "create_circle_link", circle_id, hash_code(code), max_uses, expires_at, settings.CIRCLE_LINKS)
    return {"code": code, "url": f"{settings.SITE_URL}/circles/invites/{code}"}


def end_circle_link(viewer, circle_id, invite_id):
    """Ends a link at once. Raises NotFound, Forbidden."""
    sql.do(viewer, "end_circle_link", circle_id, invite_id)


def accept_circle_invite(viewer, code):
    """Joins by the code of a link, whatever the join policy. Returns {role, requested}; members get the same answer.

    Raises NotFound, Gone `invite_ended`, Forbidden `banned`, Conflict `circle_full`.
    """
    return sql.do(viewer, "accept_circle_invite", hash_code(code))


def ban_from_circle(viewer, circle_id, user_id):
    """Keeps somebody out, member or not; once, however often. Raises NotFound, Forbidden, Invalid for oneself."""
    sql.do(viewer, "ban_from_circle", circle_id, user_id)


def unban_from_circle(viewer, circle_id, user_id):
    """Ends a ban, and restores nothing of what it ended. Raises NotFound, Forbidden."""
    sql.do(viewer, "unban_from_circle", circle_id, user_id)
