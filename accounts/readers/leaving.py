"""What members hear of their archive and of their leaving, and what has to go from the stores afterwards."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from accounts.leaving import erasing, links
from topin import errors, files, mail, sql
from topin.events import tells


@tells("export_ready")
def mail_archive(event):
    export_id = UUID(event.data["export_id"])
    try:
        export = sql.ask(sql.Viewer.user(event.subject_id), "get_export", export_id).loads()
    except errors.NotFound:
        return  # the account is gone meanwhile, and the archive with it
    # One that is being made anew already is fetched by the same link afterwards.
    if export["expires_at"] and export["status"] in ("ready", "queued", "running"):
        link = links.url_of(export_id, export["expires_at"])
        _mail("export_ready", event, {"link": link, "days": settings.EXPORT_DAYS})


@tells("export_outdated", queue="default")
def delete_outdated_archive(event):
    if "name" in event.data:  # else the account is gone meanwhile, and all of its archives with it
        files.remove(files.private, event.data["name"])


@tells("deletion_asked")
def mail_deletion(event):
    until = event.data.get("erases_at")
    if until is not None:  # else all is over, and so late a mail says nothing to anybody
        _mail("deletion_asked", event, {"erases_at": datetime.fromisoformat(until)})


@tells("account_erased")
def mail_receipt(event):
    erasing.send_receipt(event)


@tells("account_erased", queue="default")
def delete_files(event):
    erasing.remove_files(event.data["files"])


def _mail(template, event, context):
    """To the member whom the event is about, while there is one."""
    found = sql.ask(sql.SYSTEM, "get_leaving_mail", event.subject_id)
    if found is not None:
        to = found.loads()
        mail.send(template, to["email"], context | {"name": to["name"]}, language=to["language"], key=event.delivery_id)
