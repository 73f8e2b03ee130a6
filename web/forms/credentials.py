"""Changing what proves who one is: each asks for a proof first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.accounts import CodeForm, EmailForm, NewPasswordForm
from web.forms.base import PageForm

PASSWORD, CODE = "current_password", "proof"


class ProofForm(PageForm):
    """Asks for the password, or, `by_code`, for the code that was mailed."""

    field_of_code = {
        "wrong_password": PASSWORD,
        "wrong_code": CODE,
        "reauthentication_not_valid": CODE,
    }

    current_password = forms.CharField(
        label=_("Your password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    proof = forms.CharField(
        label=_("Code from our mail"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input input-code"}),
    )

    def __init__(self, *args, by_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_code = by_code
        del self.fields[PASSWORD if by_code else CODE]

    @property
    def proof_given(self):
        """{password} or {code}, as services take it."""
        answers = self.cleaned_data
        if PASSWORD in answers:
            return {"password": answers[PASSWORD]}
        return {"code": "".join(answers[CODE].split())}


class EmailChangeForm(ProofForm, EmailForm):
    field_order = ["email", PASSWORD, CODE]
    field_of_code = ProofForm.field_of_code | {"validation_failed": "email", "email_exists": "email"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class PasswordChangeForm(ProofForm, NewPasswordForm):
    field_order = [PASSWORD, CODE, "password"]
    field_of_code = ProofForm.field_of_code | NewPasswordForm.field_of_code


class FactorCodeForm(CodeForm):
    """The first code of a new factor. `ticket`: signed, which factor it is and what it shows."""

    field_of_code = {"mfa_verification_failed": "code", "mfa_verification_rejected": "code"}

    ticket = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits; they change every half minute.")


class NameFactorForm(ProofForm):
    field_of_code = ProofForm.field_of_code | {"mfa_factor_name_conflict": "friendly_name"}
    field_order = ["friendly_name", PASSWORD, CODE]

    friendly_name = forms.CharField(
        label=_("Name of the app or device"),
        help_text=_("So that you know later which one it was."),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DeletionForm(ProofForm):
    sure = forms.BooleanField(
        label=_("I know that everything will be erased."), widget=forms.CheckboxInput({"class": ""})
    )
