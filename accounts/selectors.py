"""Questions about accounts and profiles."""

from datetime import timedelta

from django.conf import settings

from accounts.leaving import links
from topin import errors, sql


def get_me(viewer):
    """Me."""
    return sql.ask(viewer, "get_me")


def get_page_member(viewer):
    """What every page shows of its reader: UserSummary & {unread, accessibility}."""
    return sql.ask(viewer, "get_page_member")


def get_settings(viewer):
    """All settings: {privacy, notifications, accessibility, creator, updated_at}."""
    return sql.ask(viewer, "get_settings")


def get_export(viewer, export_id):
    """An own archive as {id, status, progress, size, url (once ready), created_at, expires_at}. Raises NotFound."""
    return _with_url(sql.ask(viewer, "get_export", export_id).loads())


def get_exports(viewer):
    """The own archives, newest first, each as `get_export` has it."""
    return [_with_url(export) for export in sql.ask(viewer, "get_exports").loads()]


def _with_url(export):
    ready = export["status"] == "ready"
    return export | {"url": links.url_of(export["id"], export["expires_at"]) if ready else None}


def get_archive(export_id, signature):
    """(name in the private store, name for people) of a signed address's archive. Raises NotFound, Gone."""
    found = links.is_signed(export_id, signature) and sql.ask(sql.SYSTEM, "get_archive", export_id)
    if not found:
        raise errors.NotFound()
    archive = found.loads()
    if archive["expired"]:
        raise errors.Gone("This archive is not kept any more; ask for another")
    return archive["name"], f"topin-{archive['made_at'][:10]}.zip"


def get_profile(viewer, user_id):
    """Profile, limited where the viewer may not see all. Raises NotFound."""
    return sql.ask(viewer, "get_profile", user_id, _online())


def get_profile_by_handle(viewer, handle):
    """Profile, by a handle in any case of letters. Raises NotFound, and HandleMoved for a given-up one."""
    return sql.ask(viewer, "get_profile_by_handle", handle, _online())


def get_profiles(viewer, user_ids):
    """{items: [Profile], missing: [id]}, in the order asked."""
    return sql.ask(viewer, "get_profiles", user_ids, _online())


def _online():
    return timedelta(seconds=settings.ONLINE_SECONDS)


def get_verification(viewer):
    """The viewer's newest request for the blue tick as {id, status, reason, category, created_at, decided_at},
    or None when they never asked."""
    return sql.ask(viewer, "get_verification")


def check_handle(viewer, handle):
    """{available, reason: invalid|reserved|taken|null, suggestions}."""
    return sql.ask(viewer, "check_handle", handle)


def get_sessions(viewer, limit, cursor):
    """A page of {id, created_at, last_seen_at, ip, user_agent, current}. Raises Invalid `bad_cursor`."""
    return sql.ask(viewer, "get_sessions", limit, cursor)


def get_factors(viewer):
    """[{id, friendly_name, status: verified|unverified, created_at}], also for a session that waits for one."""
    return sql.ask(viewer.though_waiting(), "get_factors").loads()


def get_auth_user(user_id):
    """The account as GoTrue clients read it, or None."""
    return sql.ask(sql.SYSTEM, "get_auth_user", user_id)


def has_password(viewer):
    """Whether the viewer can sign in by a password."""
    return sql.ask(sql.SYSTEM, "get_password_hash", viewer.user_id) is not None


def check_session(viewer):
    """`live`, or why the viewer's token does not count: user_not_found, session_not_found, user_banned."""
    return sql.ask(sql.SYSTEM, "check_session", viewer.user_id, viewer.session_id)


def session_kept_account(session_id):
    """Whether this sign-in called off the deletion of its account."""
    return sql.ask(sql.SYSTEM, "session_kept_account", session_id)


def find_sign_in(email):
    """{user_id, password_hash, confirmed, banned, staff_role} of an address, or None."""
    found = sql.ask(sql.SYSTEM, "find_sign_in", email)
    return found.loads() if found else None
