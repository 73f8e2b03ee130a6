"""What constraints of moderation mean to whoever meets them."""

from topin import errors

errors.BY_CONSTRAINT["message_reports_open"] = (
    errors.Conflict,
    "already_reported",
    "You reported this already. The moderators will look at it.",
)
