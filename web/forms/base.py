from math import ceil

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.errors import MailedJustNow

#: What people read for refusals whose own sentence speaks to programs, by code.
WORDS = {
    "invalid_credentials": _("E-mail and password do not belong together."),
    "user_already_exists": _("There is an account with this e-mail already. Sign in instead."),
    "email_not_confirmed": _("Confirm your e-mail first: the link is in your mailbox."),
    "user_banned": _("This account is suspended."),
    "signup_disabled": _("New accounts cannot be made at the moment."),
    "validation_failed": _("This is no e-mail address that we can write to."),
    "otp_expired": _("This code is wrong or too old."),
    "reauthentication_not_valid": _("This code is wrong or too old."),
    "mfa_verification_failed": _("This code is wrong. Each one is good for half a minute: try the next."),
    "mfa_factor_name_conflict": _("You have an app of this name already."),
    "too_many_enrolled_mfa_factors": _("You have as many apps as one may have. Remove one first."),
    "email_exists": _("There is an account with this e-mail already."),
    "same_password": _("That is your password already. Choose another."),
    "length": _("Your password is too short."),
    "pwned": _("Too many people use this password. Choose another."),
}


def words_of(refusal):
    """What people read for a refusal."""
    if "Retry-After" in refusal.headers:
        return patience(refusal, int(refusal.headers["Retry-After"]))
    reasons = getattr(refusal, "reasons", None)  # of a weak password
    if reasons:
        return " ".join(str(WORDS[reason]) for reason in reasons if reason in WORDS)
    return WORDS.get(refusal.code, refusal.detail)


def patience(refusal, seconds):
    """Why to wait, and how long, in words."""
    if seconds < 60:
        wait = ngettext("Try again in %d second.", "Try again in %d seconds.", seconds) % seconds
    else:
        minutes = ceil(seconds / 60)
        wait = ngettext("Try again in %d minute.", "Try again in %d minutes.", minutes) % minutes
    just_now = isinstance(refusal, MailedJustNow)
    why = gettext("We wrote to you just now.") if just_now else gettext("Too many tries.")
    return f"{why} {wait}"


class PageForm(forms.Form):
    """A form as people fill it in. The rules are the domain's: what it refuses is shown at its field."""

    #: Refusals about one field that do not name it: code → field.
    field_of_code = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")
        self.refusal = None

    @property
    def status(self):
        """HTTP's word for a form that comes back."""
        if self.refusal and self.refusal.status == 429:
            return 429
        return 422 if self.is_bound else 200

    def add_error(self, field, error):
        """As Django's; the first field to be changed gets the focus when the form comes back."""
        super().add_error(field, error)
        wrong = [name for name in self.fields if name in self.errors]
        for name, own in self.fields.items():
            own.widget.attrs["autofocus"] = name == wrong[0] if wrong else own.widget.attrs.get("autofocus", False)

    def show_refusal(self, refusal):
        """Puts a refusal of the domain where the person can see what to change."""
        self.refusal = refusal
        for error in refusal.errors:
            self._say(error.field, error.message)
        if not refusal.errors:
            self._say(self.field_of_code.get(refusal.code), words_of(refusal))

    @classmethod
    def refused(cls, refusal):
        """An empty form below the words of a refusal of something else on its page."""
        form = cls({})
        form.errors.clear()
        form.show_refusal(refusal)
        return form

    def _say(self, field, message):
        self.add_error(field if field in self.fields else None, message)
