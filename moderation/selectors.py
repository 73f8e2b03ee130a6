"""Questions about reports."""

from topin import sql


def get_reports(viewer, limit, cursor=""):
    """{items: [Report], next_cursor}: what the viewer reported, newest first, with what came of it."""
    return sql.ask(viewer, "get_reports", limit, cursor)
