"""What an archive of a member holds of this app."""

from accounts.leaving.sections import LEFT_OUT, Section, register

register(
    Section(
        "posts",
        "What you wrote and what it said before edits, drafts and deleted posts too while we keep them.",
        "export_posts",
        ("posts", "post_tags", "post_versions", "post_polls", "post_poll_options", "link_previews"),
    ),
    Section("mentions", "Where others mention you.", "export_mentions", ("mentions",)),
    Section("reposts", "Which posts you handed on.", "export_reposts", ("reposts",)),
    Section("comments", "What you commented.", "export_comments", ("comments",)),
    Section("likes", "Which posts and comments you like.", "export_likes", ("likes",)),
    Section("poll_votes", "What you voted for in polls.", "export_poll_votes", ("post_poll_votes",)),
    Section("bookmarks", "Which posts you keep, and where.", "export_bookmarks", ("bookmarks",)),
    Section("bookmark_folders", "Your folders for bookmarks.", "export_bookmark_folders", ("bookmark_folders",)),
)

LEFT_OUT["timelines"] = "a copy of where others' posts stand in the own home feed"
LEFT_OUT["timeline_states"] = "how far that copy goes"
LEFT_OUT["fanouts"] = "work on such copies under way, kept for minutes"
LEFT_OUT["wide_authors"] = "whether own posts are copied so, which follows from the number of followers"
