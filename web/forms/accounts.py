from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm


def _email():
    return forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )


class SignInForm(PageForm):
    email = _email()
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput({"autocomplete": "current-password"}), strip=False
    )


class SignUpForm(PageForm):
    display_name = forms.CharField(
        label=_("Name"), help_text=_("As others see it. Any name you like."), max_length=200,
        widget=forms.TextInput({"autocomplete": "name", "autofocus": True}),
    )
    handle = forms.CharField(
        label=_("Handle"), required=False, max_length=30,
        help_text=_("Small letters, digits and _. Leave it empty and we find one."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = _email()
    password = forms.CharField(
        label=_("Password"), strip=False,
        help_text=_("At least %d characters.") % settings.GOTRUE_PASSWORD_MIN,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
