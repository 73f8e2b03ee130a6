"""What an archive of a member holds of this app."""

from accounts.leaving.sections import Section, register

register(
    # Not the copy of what somebody else had written: that was shown to the moderators, and is theirs to read.
    Section("reports", "What you reported, why, and what came of it.", "export_reports", ("message_reports",)),
)
