"""The page that waits for the code of a mail, and the button for another mail."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts import services
from topin import errors
from web import asked as memory
from web.forms.accounts import CodeForm
from web.gate import browser_of, count, count_mail, gate_page, pass_form, show, to_mailbox, way, welcome
from web.views.recovery import to_new_password

#: Kind of a code → how another one is asked for.
ASK_AGAIN = {
    "signup": lambda email, way: services.ask_again("signup", email, way),
    "email": services.ask_sign_in_code,
    "recovery": services.ask_recovery,
}
PAGE = "web/accounts/code.html"


@gate_page
def code(request):
    """Where the mailed code is typed in place of opening the mail's link."""
    asked = memory.recall(request)
    if asked is None:
        return redirect("sign_in")
    return pass_form(request, CodeForm(request.POST or None), PAGE, _verify, asked=asked, next=asked.next)


def _verify(request, answers):
    count(request, "verify")
    asked = memory.recall(request)
    verified = services.verify_code(asked.kind, asked.email, answers["code"], **browser_of(request))
    if asked.kind == "recovery":
        return to_new_password(request, verified.session, asked.next)
    return welcome(request, verified.session, asked.next)


@require_POST
def mail_again(request):
    """Mails another code of the same kind to the same address."""
    asked = memory.recall(request)
    if asked is None:
        return redirect("sign_in")
    try:
        count_mail(request)
        ASK_AGAIN[asked.kind](asked.email, way(request, asked.next))
    except errors.Refused as refusal:
        return show(request, PAGE, CodeForm.refused(refusal), asked=asked, next=asked.next)
    messages.success(request, gettext("Another mail is on its way."))
    return to_mailbox(asked.now())
