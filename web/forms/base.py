from django import forms
from django.utils.translation import gettext_lazy as _

#: What people read for refusals whose own sentence speaks to programs, by code.
WORDS = {
    "invalid_credentials": _("E-mail and password do not belong together."),
    "user_already_exists": _("There is an account with this e-mail already. Sign in instead."),
    "email_not_confirmed": _("Confirm your e-mail first: the link is in your mailbox."),
    "user_banned": _("This account is suspended."),
    "signup_disabled": _("New accounts cannot be made at the moment."),
    "validation_failed": _("This is no e-mail address that we can write to."),
    "rate_limited": _("Too many tries. Wait a few minutes."),
}


class PageForm(forms.Form):
    """A form as people fill it in. The rules are the domain's: what it refuses is shown at its field."""

    #: Refusals about one field that do not name it: code → field.
    field_of_code = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")

    @property
    def status(self):
        """HTTP's word for a form that comes back."""
        return 422 if self.is_bound else 200

    def add_error(self, field, error):
        """As Django's; the first field to be changed gets the focus when the form comes back."""
        super().add_error(field, error)
        wrong = [name for name in self.fields if name in self.errors]
        for name, own in self.fields.items():
            own.widget.attrs["autofocus"] = name == wrong[0] if wrong else own.widget.attrs.get("autofocus", False)

    def show_refusal(self, refusal):
        """Puts a refusal of the domain where the person can see what to change."""
        for error in refusal.errors:
            self._say(error.field, error.message)
        if not refusal.errors:
            self._say(self.field_of_code.get(refusal.code), WORDS.get(refusal.code, refusal.detail))

    def _say(self, field, message):
        self.add_error(field if field in self.fields else None, message)
