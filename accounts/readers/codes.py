"""Mails with codes and links: here it is found out whether there is somebody to write to, and what."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from accounts import one_time
from accounts.letters import letters_for
from accounts.mail_requests import EVENT, MailRequest
from topin import mail, sealed, sql
from topin.events import tells


@tells(EVENT)
def mail_code(event):
    """Mails what was asked for. The ids of codes are made from the delivery's: a second try mails the same ones."""
    if "sealed" not in event.data:
        return  # its member was erased
    request = MailRequest.of(event.data)
    if request.account is not None:
        sql.do(sql.SYSTEM, "ensure_account", request.email, request.account, settings.MAILER_AUTOCONFIRM)
    found = sql.ask(sql.SYSTEM, "find_addressee", request.email, event.actor_id)
    if found is None:
        return
    addressee = found.loads()
    for letter in letters_for(request.ask, addressee):
        if _issue(event, request, addressee, letter):
            _send(event, request, addressee, letter)


def _issue(event, request, addressee, letter):
    """Whether its code is there, from this try or from an earlier one."""
    proof = _proof(event, letter)
    args = (proof.id, UUID(addressee["user_id"]), letter.slot, letter.address, proof.code_hash, proof.link_hash)
    notice = sealed.seal("email_changed", {"old": addressee["email"], "new": addressee["new_email"]})
    notice = notice if letter.kind == "email_change" else None
    flow = _flow(event, request.way, letter) if request.way.challenge else None
    return sql.do(sql.SYSTEM, "issue_code", *args, event.created_at, notice, flow, letter.takes_over)


def _flow(event, way, letter):
    return {
        "id": str(one_time.id_for(event.delivery_id, "flow")),
        "method": letter.method,
        "challenge": way.challenge,
        "challenge_method": way.challenge_method.lower(),
        "redirect_to": way.redirect_to,
    }


def _send(event, request, addressee, letter):
    proof = _proof(event, letter)
    context = {
        "code": proof.code if _can_be_typed(letter, request.way) else "",
        "link": _link(proof, letter, request.way),
        "minutes": max(1, settings.GOTRUE_OTP_EXP // 60),
        "name": addressee["name"] or "",
        "new_email": addressee["new_email"],
    }
    key = f"{event.delivery_id}.{letter.slot}"
    language = addressee["language"] or request.way.language  # a member's own choice before that of the asker
    mail.send(letter.template, letter.address, context, language=language, key=key)


def _can_be_typed(letter, way):
    """Pages of ours ask for a code everywhere but after a change of address, which the link alone completes."""
    return not (way.web and letter.kind == "email_change")


def _proof(event, letter):
    return one_time.Proof(one_time.id_for(event.delivery_id, letter.slot), letter.address)


def _link(proof, letter, way):
    if way.web:
        query = {"token_hash": proof.link, "type": letter.kind, "next": way.redirect_to}
        return f"{settings.SITE_URL}/confirm?{urlencode(query)}"
    token = one_time.PKCE + proof.link if way.challenge else proof.link
    query = {"token": token, "type": letter.kind, "redirect_to": way.redirect_to or settings.SITE_URL}
    return f"{settings.SITE_URL}/api/auth/verify?{urlencode(query)}"
