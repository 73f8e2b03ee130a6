"""What members can be told about. The same kinds, with their defaults, are `internal.notification_defaults` in SQL."""

KINDS = (
    "follow", "follow_request", "follow_accepted", "profile_like", "like", "comment", "reply", "mention", "repost",
    "quote", "poll_closed", "message", "message_request", "circle_invite", "circle_join", "media_failed",
    "report_outcome", "moderation_action", "appeal_outcome", "verification_outcome", "revenue_ready",
    "withdrawal_update", "sponsorship_update", "new_sign_in", "system",
)  # fmt: skip
CHANNELS = ("in_app", "push", "email")
