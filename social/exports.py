"""What an archive of a member holds of this app."""

from accounts.leaving.sections import LEFT_OUT, Section, register

register(
    Section("followers", "Who follows you.", "export_followers", ("followers",)),
    Section("following", "Whom you follow.", "export_following", ("followers",)),
    Section("requests_sent", "Whom you asked to follow.", "export_requests_sent", ("follow_requests",)),
    Section("requests_received", "Who asked to follow you.", "export_requests_received", ("follow_requests",)),
    Section("blocks", "Whom you blocked.", "export_blocks", ("blocked_users",)),
    Section("mutes", "Whom you muted.", "export_mutes", ("mutes",)),
    Section("muted_words", "Words that you muted.", "export_muted_words", ("muted_words",)),
    Section("circles", "The circles you belong to, and what you are there.", "export_circles", ("circle_members",)),
    Section("circle_requests", "Circles that you asked to join.", "export_circle_requests", ("circle_requests",)),
    Section("circle_invites", "Circles that you are invited to.", "export_circle_invites", ("circle_invites",)),
    Section(
        "circle_invites_sent", "Whom you invited to circles, and links you made.", "export_circle_invites_sent",
        ("circle_invites",),
    ),
    Section(
        "dismissed_suggestions", "Whom you do not want suggested again.", "export_dismissed_suggestions",
        ("dismissed_suggestions",),
    ),
)  # fmt: skip
LEFT_OUT["circle_bans"] = "the circle's own record; whoever is banned reads so on its page"
LEFT_OUT["suggestions"] = "a cache, computed from what stands in the sections"
LEFT_OUT["suggestion_lists"] = "when that cache was computed"
