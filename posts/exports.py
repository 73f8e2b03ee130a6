"""What an archive of a member holds of this app."""

from accounts.leaving.sections import Section, register

register(
    Section("posts", "What you wrote, deleted posts too while we keep them.", "export_posts", ("posts", "post_tags")),
    Section("likes", "Which posts you like.", "export_likes", ("likes",)),
)
