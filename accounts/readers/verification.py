"""What follows from decided requests for the blue tick, and from documents that went."""

from uuid import UUID

from accounts.unsubscribing import Unsubscribing
from topin import files, mail, sql
from topin.events import tells


@tells("verification_decided")
def mail_outcome(event):
    """Mails the outcome to whoever did not switch such mails off."""
    found = sql.ask(sql.SYSTEM, "get_verification_mail", UUID(event.data["request_id"]))
    if found is not None:
        context = found.loads()
        to, language = context.pop("email"), context.pop("language")
        headers = Unsubscribing(event.subject_id, "verification_outcome").headers
        mail.send("verification_outcome", to, context, language=language, key=event.delivery_id, headers=headers)


@tells("document_removed", queue="default")
def remove_file(event):
    """The row is gone; here goes the file. Doing it twice is doing it once."""
    files.remove(files.private, event.data["name"])
