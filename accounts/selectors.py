"""Questions about accounts and profiles."""

from topin import sql


def get_me(viewer):
    """Me."""
    return sql.ask(viewer, "get_me")


def get_profile(viewer, user_id):
    """Profile, limited where the viewer may not see all. Raises NotFound."""
    return sql.ask(viewer, "get_profile", user_id)


def get_profile_by_handle(viewer, handle):
    """Profile, by a handle in any case of letters. Raises NotFound."""
    return sql.ask(viewer, "get_profile_by_handle", handle)


def get_profiles(viewer, user_ids):
    """{items: [Profile], missing: [id]}, in the order asked."""
    return sql.ask(viewer, "get_profiles", user_ids)


def check_handle(viewer, handle):
    """{available, reason: invalid|reserved|taken|null, suggestions}."""
    return sql.ask(viewer, "check_handle", handle)


def get_sessions(viewer, limit, cursor):
    """A page of {id, created_at, last_seen_at, ip, user_agent, current}. Raises Invalid `bad_cursor`."""
    return sql.ask(viewer, "get_sessions", limit, cursor)


def get_auth_user(user_id):
    """The account as GoTrue clients read it, or None."""
    return sql.ask(sql.SYSTEM, "get_auth_user", user_id)


def get_made_up_user(email, data):
    """What is answered where an account with this address must not be told."""
    return sql.ask(sql.SYSTEM, "get_made_up_user", email, data)


def check_session(viewer):
    """`live`, or why the viewer's token does not count: user_not_found, session_not_found, user_banned."""
    return sql.ask(sql.SYSTEM, "check_session", viewer.user_id, viewer.session_id)


def find_sign_in(email):
    """{user_id, password_hash, confirmed, banned, staff_role} of an address, or None."""
    found = sql.ask(sql.SYSTEM, "find_sign_in", email)
    return found.loads() if found else None
