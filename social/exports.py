"""What an archive of a member holds of this app."""

from accounts.leaving.sections import Section, register

register(
    Section("followers", "Who follows you.", "export_followers", ("followers",)),
    Section("following", "Whom you follow.", "export_following", ("followers",)),
    Section("requests_sent", "Whom you asked to follow.", "export_requests_sent", ("follow_requests",)),
    Section("requests_received", "Who asked to follow you.", "export_requests_received", ("follow_requests",)),
    Section("blocks", "Whom you blocked.", "export_blocks", ("blocked_users",)),
    Section("mutes", "Whom you muted.", "export_mutes", ("mutes",)),
)
