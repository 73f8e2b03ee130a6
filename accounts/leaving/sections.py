"""What an archive holds. Each app registers its sections here; floors above accounts do so in their `ready`.

A test walks every table that names a member and wants it in a section, or among `LEFT_OUT` with a reason.
"""

from collections.abc import Callable
from typing import NamedTuple

from topin import sql

BATCH = 500  # rows read at once


class Section(NamedTuple):
    """One JSON file of the archive: what its SQL function `(user_in, after_in, limit_in)` finds, page by page."""

    name: str
    about: str  # a sentence for README.txt
    function: str
    tables: tuple
    opened: Callable | None = None  # makes of a page's rows what is written, where they are not kept as such

    def pages(self, user_id):
        """Lists of rows {key, item, files?}, in short transactions, each going on after the last key."""
        after = None
        while True:
            rows = sql.ask(sql.SYSTEM, self.function, user_id, after, BATCH).loads()
            if rows:
                yield self.opened(rows) if self.opened else rows
            if len(rows) < BATCH:
                return
            after = rows[-1]["key"]


_sections: dict[str, Section] = {}

#: Tables that name a member and are not in the archive, with the reason.
LEFT_OUT = {
    "refresh_tokens": "secrets: only hashes are kept",
    "one_time_tokens": "secrets: only hashes are kept, for minutes",
    "flow_states": "secrets of a sign-in under way, kept for minutes",
    "mfa_challenges": "an open question for a second factor, kept for minutes",
    "events": "news of deeds whose traces stand in the sections; kept for some weeks",
    "user_events": "what open clients were told, by ids of things that stand in the sections; kept for days",
    "user_streams": "where the stream of a member's clients stands: a number",
    "idempotency_keys": "copies of answers, kept for a day in case a request is sent again",
    "counter_deltas": "parts of counts, which the sections show whole",
    "django_admin_log": "the console's own log of what staff did",
}


def register(*sections):
    for section in sections:
        _sections[section.name] = section


def sections():
    """All sections, in the order they were registered."""
    return list(_sections.values())


register(
    Section("account", "Your account: addresses, times, data that apps keep with it.", "export_account", ("users",)),
    Section(
        "profile", "Your profile as you filled it in, and its counts.", "export_profile",
        ("profiles", "profile_details", "profile_counters"),
    ),
    Section("settings", "What you chose in the settings.", "export_settings", ("user_settings",)),
    Section("identities", "The ways you sign in.", "export_identities", ("identities",)),
    Section("sessions", "Where you are signed in.", "export_sessions", ("user_sessions",)),
    Section("devices", "Devices you came from before.", "export_devices", ("known_devices",)),
    Section("second_factors", "Your second factors, without their secrets.", "export_second_factors", ("mfa_factors",)),
    Section("handles", "Handles that you gave up.", "export_handles", ("handle_history",)),
    Section("profile_likes_given", "Whose profiles you like.", "export_profile_likes_given", ("profile_likes",)),
    Section("profile_likes_received", "Who likes your profile.", "export_profile_likes_received", ("profile_likes",)),
    Section(
        "profile_like_logs", "Each like of a profile that you gave or took back.", "export_profile_like_logs",
        ("profile_like_logs",),
    ),
    Section(
        "verification_requests", "Your requests for the blue tick, and what was answered.",
        "export_verification_requests", ("verification_requests",),
    ),
    Section("documents", "Documents that you handed in.", "export_documents", ("documents",)),
    Section("pictures", "Your avatar and banner.", "export_pictures", ("profile_pictures",)),
    Section("exports", "Archives such as this one.", "export_exports", ("data_exports",)),
    Section("deletions", "When you asked us to delete your account.", "export_deletions", ("account_deletions",)),
    Section("audit", "What we wrote down of security's and staff's doings about you.", "export_audit", ("audit_log",)),
)  # fmt: skip
