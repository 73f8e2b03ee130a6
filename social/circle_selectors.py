"""Questions about circles."""

from uuid import UUID

from social.circle_codes import hash_code
from topin import sql


def get_circle(viewer, circle):
    """The Circle with this id or slug. Raises NotFound."""
    return sql.ask(viewer, "get_circle", str(circle))


def get_circles(viewer, limit, cursor="", q="", discover=False):
    """{items: [Circle], next_cursor}: the viewer's own, newest joined first; or those to discover, largest first."""
    return sql.ask(viewer, "get_circles", limit, cursor, q, discover)


def get_circle_members(viewer, circle_id, limit, cursor="", role=None):
    """{items: [UserSummary & {role, joined_at}], next_cursor}, newest first.

    Raises NotFound, Forbidden `not_a_member`.
    """
    return sql.ask(viewer, "get_circle_members", circle_id, role, limit, cursor)


def get_circle_requests(viewer, circle_id, limit, cursor=""):
    """{items: [UserSummary & {requested_at}], next_cursor}, newest first. Raises NotFound, Forbidden."""
    return sql.ask(viewer, "get_circle_requests", circle_id, limit, cursor)


def get_circle_invites(viewer, limit, cursor=""):
    """{items: [{circle, inviter, invited_at, expires_at}], next_cursor} of the viewer's own, newest first."""
    return sql.ask(viewer, "get_circle_invites", limit, cursor)


def get_circle_links(viewer, circle_id, limit, cursor=""):
    """{items: [{id, inviter, max_uses, uses, expires_at, created_at}], next_cursor} of open links, newest first.

    Raises NotFound, Forbidden.
    """
    return sql.ask(viewer, "get_circle_links", circle_id, limit, cursor)


def get_circle_by_code(viewer, code):
    """The Circle that an open link leads into. Raises NotFound."""
    return sql.ask(viewer, "get_circle_by_code", hash_code(code))


def get_circle_bans(viewer, circle_id, limit, cursor=""):
    """{items: [UserSummary & {banned_at}], next_cursor}, newest first. Raises NotFound, Forbidden."""
    return sql.ask(viewer, "get_circle_bans", circle_id, limit, cursor)


def get_circle_leaders(circle_id):
    """Ids of owner and moderators, for readers of events."""
    return [UUID(user_id) for user_id in sql.ask(sql.SYSTEM, "get_circle_leaders", circle_id).loads()]
