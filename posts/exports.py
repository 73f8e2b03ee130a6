"""What an archive of a member holds of this app."""

from accounts.leaving.sections import LEFT_OUT, Section, register

register(
    Section(
        "posts",
        "What you wrote and what it said before edits, drafts and deleted posts too while we keep them.",
        "export_posts",
        ("posts", "post_tags", "post_versions", "post_polls", "post_poll_options", "link_previews"),
    ),
    Section(
        "media",
        "What you uploaded and how you described it, with the files.",
        "export_media",
        ("post_media", "media_contents"),
    ),
    Section("mentions", "Where others mention you.", "export_mentions", ("mentions",)),
    Section("reposts", "Which posts you handed on.", "export_reposts", ("reposts",)),
    Section("comments", "What you commented.", "export_comments", ("comments",)),
    Section("likes", "Which posts and comments you like.", "export_likes", ("likes",)),
    Section("poll_votes", "What you voted for in polls.", "export_poll_votes", ("post_poll_votes",)),
    Section("bookmarks", "Which posts you keep, and where.", "export_bookmarks", ("bookmarks",)),
    Section(
        "interests",
        "What we worked out of what you did: topics, and a vector.",
        "export_interests",
        ("interest_vectors", "interest_topics"),
    ),
    Section("topics", "Topics that you follow and mute.", "export_topics", ("topic_preferences",)),
    Section("feed_feedback", "Of what you want more or less in your feed.", "export_feed_feedback", ("feed_feedback",)),
    Section("bookmark_folders", "Your folders for bookmarks.", "export_bookmark_folders", ("bookmark_folders",)),
)

LEFT_OUT["post_features"] = "worked out of the texts of own posts, which stand in the sections"
LEFT_OUT["hidden_topics"] = "the console's own list: topics that staff keep out of trends"
LEFT_OUT["feed_cache"] = "which posts of others stand next in the own for-you feed"
LEFT_OUT["feed_states"] = "when that was worked out and last read"
LEFT_OUT["feed_seen"] = "which posts of others the feed showed in the last seven days"
LEFT_OUT["ranking_versions"] = "the console's own: weights that administrators published"
LEFT_OUT["timelines"] = "a copy of where others' posts stand in the own home feed"
LEFT_OUT["timeline_states"] = "how far that copy goes"
LEFT_OUT["fanouts"] = "work on such copies under way, kept for minutes"
LEFT_OUT["wide_authors"] = "whether own posts are copied so, which follows from the number of followers"
