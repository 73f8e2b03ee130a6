import re

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import passwords, selectors
from topin.text import length
from web.forms.base import WORDS, PageForm

HANDLE_REASONS = {
    "invalid": _("3 to 30 of a-z, 0-9 and _, please."),
    "reserved": _("This handle is kept for TOPiN itself."),
    "taken": _("Somebody else has this handle."),
}
TOO_LONG = format_lazy(_("This password is too long: at most {count} bytes."), count=passwords.BYTES_MAX)
SHORTEST = format_lazy(_("At least {count} characters."), count=passwords.shortest())
HANDLE_HELP = _("Your address here: a-z, 0-9 and _. Leave it empty and we find one.")
CODE = re.compile(r"[0-9]{6}\Z")
#: Asks for a hint while somebody types; without JavaScript the form's own answer says the same.
_ASKING = {"hx-trigger": "input changed delay:400ms", "hx-sync": "this:replace"}


def password_words(password):
    """(whether the domain takes this password, what to say of it)."""
    if not password:
        return False, SHORTEST
    if len(password.encode()) > passwords.BYTES_MAX:
        return False, TOO_LONG
    weak = passwords.weaknesses(password)
    if "length" in weak:
        missing = passwords.shortest() - length(password)
        return False, ngettext("%d more character, please.", "%d more characters, please.", missing) % missing
    return (False, WORDS["pwned"]) if weak else (True, _("Good. Nobody guesses this one soon."))


def handle_words(viewer, wish, own=None):
    """(whether the handle can be had, what to say of it). `own`: the one that the viewer has."""
    wish = _plain_handle(wish)
    if not wish:
        return False, HANDLE_HELP
    if wish == own:
        return False, _("This is your handle now.")
    answer = selectors.check_handle(viewer, wish).loads()
    if answer["available"]:
        return True, gettext("@%s is free.") % wish
    free = ", ".join(f"@{handle}" for handle in answer["suggestions"])
    said = HANDLE_REASONS[answer["reason"]]
    return False, gettext("%(reason)s Free: %(handles)s") % {"reason": said, "handles": free} if free else said


def _plain_handle(wish):
    return wish.strip().removeprefix("@").lower()


def _fits(password):
    if len(password.encode()) > passwords.BYTES_MAX:
        raise forms.ValidationError(TOO_LONG)


def _email(**attrs):
    widget = forms.EmailInput({"autocomplete": "username", "spellcheck": "false", "dir": "ltr", **attrs})
    return forms.CharField(label=_("E-mail"), max_length=255, widget=widget)


def _password(autocomplete, attrs=(), **more):
    widget = forms.PasswordInput({"autocomplete": autocomplete, **dict(attrs)})
    return forms.CharField(max_length=1000, strip=False, widget=widget, **more)


def _new_password(label, **attrs):
    asking = {
        "hx-post": reverse_lazy("password_hint"),
        "hx-params": "password,csrfmiddlewaretoken",
        "hx-target": "#id_password_helptext",
        **_ASKING,
        **attrs,
    }
    return _password("new-password", asking, label=label, help_text=SHORTEST, validators=[_fits])


def _code(**more):
    """Six digits, however they are set; phones and password managers offer to fill them in."""
    widget = forms.TextInput(
        {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input input-code", "autofocus": True}
    )
    return forms.CharField(label=_("Code"), max_length=20, widget=widget, **more)


class SignInForm(PageForm):
    email = _email(autofocus=True)
    password = _password("current-password", label=_("Password"))

    def show_refusal(self, refusal):
        """The password is empty when the form comes back, and it is the likelier slip."""
        super().show_refusal(refusal)
        for name, field in self.fields.items():
            field.widget.attrs["autofocus"] = name == "password"


class EmailForm(PageForm):
    field_of_code = {"validation_failed": "email"}

    email = _email(autofocus=True)


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
        widget=forms.TextInput({"autocomplete": "name", "autofocus": True, "dir": "auto"}),
    )
    handle = forms.CharField(
        label=_("Handle"),
        required=False,
        help_text=HANDLE_HELP,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "dir": "ltr",
                "autocapitalize": "none",
                "spellcheck": "false",
                "hx-get": reverse_lazy("handle_hint"),
                "hx-target": "#id_handle_helptext",
                **_ASKING,
            }
        ),
    )
    email = _email()
    password = _new_password(_("Password"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_handle(self):
        """A wish that cannot be granted is said here: the sign-up itself would quietly make another."""
        wish = _plain_handle(self.cleaned_data["handle"])
        if not wish:
            return ""
        free, words = handle_words(self.viewer, wish)
        if not free:
            raise forms.ValidationError(words)
        return wish


class CodeForm(PageForm):
    field_of_code = {"otp_expired": "code"}

    code = _code(help_text=_("Six digits. Opening the link in the mail does the same."))

    def clean_code(self):
        return _six_digits(self.cleaned_data["code"])


class FactorForm(PageForm):
    """`factors`: those that may answer, as `get_factors` lists them; chosen from only where there are several."""

    field_of_code = {"mfa_verification_failed": "code"}

    factor = forms.ChoiceField(label=_("App"))
    code = _code()

    def __init__(self, *args, factors, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(f["id"], f.get("friendly_name") or _("Authenticator app")) for f in factors]
        self.fields["factor"].choices = names
        self.fields["factor"].initial = names[0][0] if names else None
        if len(names) == 1:
            self.fields["factor"].widget = forms.HiddenInput()

    def clean_code(self):
        return _six_digits(self.cleaned_data["code"])


def _six_digits(text):
    code = re.sub(r"[\s-]", "", text)
    if not CODE.match(code):
        raise forms.ValidationError(_("The code has six digits."))
    return code


class NewPasswordForm(PageForm):
    field_of_code = {"weak_password": "password", "same_password": "password"}

    password = _new_password(_("New password"), autofocus=True)


class ConfirmForm(forms.Form):
    """What the link of a mail carries."""

    type = forms.ChoiceField(choices=[(kind, kind) for kind in ("signup", "magiclink", "recovery", "email_change")])
    token_hash = forms.RegexField(r"^[0-9A-Za-z_-]{16,128}$")
