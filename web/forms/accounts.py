from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from web.forms.base import PageForm

HANDLE_REASONS = {
    "invalid": _("3 to 30 of a-z, 0-9 and _, please."),
    "reserved": _("This handle is kept for TOPiN itself."),
    "taken": _("Somebody else has this handle."),
}


def _email(**attrs):
    widget = forms.EmailInput({"autocomplete": "username", **attrs})
    return forms.CharField(label=_("E-mail"), max_length=255, widget=widget)


def _password(autocomplete, **more):
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=_("Password"), max_length=1000, strip=False, widget=widget, **more)


class SignInForm(PageForm):
    email = _email(autofocus=True)
    password = _password("current-password")


class SignUpForm(PageForm):
    field_of_code = {
        "weak_password": "password",
        "validation_failed": "email",
        "user_already_exists": "email",
    }

    display_name = forms.CharField(
        label=_("Name"),
        help_text=_("As others see it. Any name you like."),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "name", "autofocus": True}),
    )
    handle = forms.CharField(
        label=_("Handle"),
        required=False,
        help_text=_("Your address here: a-z, 0-9 and _. Leave it empty and we find one."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = _email()
    password = _password("new-password", help_text=_("At least %d characters.") % settings.GOTRUE_PASSWORD_MIN)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_handle(self):
        """A wish that cannot be granted is said here: the sign-up itself would quietly make another."""
        wish = self.cleaned_data["handle"].removeprefix("@").lower()
        if not wish:
            return ""
        answer = selectors.check_handle(self.viewer, wish).loads()
        if not answer["available"]:
            raise forms.ValidationError(HANDLE_REASONS[answer["reason"]])
        return wish
