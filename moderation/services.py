"""Deeds of moderation: each is one SQL function of the same name, in one transaction."""

from base64 import b64decode

from messaging import selectors as messages
from messaging.rotation import prove_first_master
from messaging.sealing import open_report, seal_report
from topin import sql


def report_message(viewer, *, message_id, reason, note=""):
    """Shows a message that the viewer received to the moderators, its text copied under their key. Returns the Report.

    Raises NotFound, Conflict `own_message`, `already_reported`, Gone for deleted ones, `sealing.KeyUnavailable`.
    """
    with sql.acting_as(viewer):
        text = messages.get_message(viewer, message_id)["text"]
        prove_first_master()
        master, sealed = seal_report(text) if text else (None, None)
        return sql.call("report_message", message_id, reason, note, sealed, master)


def view_reported_message(viewer, report_id):
    """The text of a reported message, for staff. Each look is audited, also one that finds the key gone.

    Raises NotFound where there is no text (any more), `sealing.KeyUnavailable`.
    """
    copy = sql.do(viewer, "view_reported_message", report_id).loads()
    return open_report(copy["master"], b64decode(copy["sealed"]))


def dismiss_message_report(viewer, report_id, note=""):
    """The message broke no rule. Raises NotFound, Conflict `decided`."""
    sql.do(viewer, "dismiss_message_report", report_id, note)


def uphold_message_report(viewer, report_id, note=""):
    """The message broke the rules. Raises NotFound, Conflict `decided`."""
    sql.do(viewer, "uphold_message_report", report_id, note)
