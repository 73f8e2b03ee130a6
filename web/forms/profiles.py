from math import ceil

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from web.forms.accounts import HANDLE_REASONS
from web.forms.base import PageForm


class ProfileForm(PageForm):
    """The fields of PUT /api/users/me that people edit on one page."""

    display_name = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput({"autocomplete": "name", "dir": "auto"})
    )
    bio = forms.CharField(
        label=_("Bio"),
        required=False,
        help_text=_("Up to 300 characters."),
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    pronouns = forms.CharField(label=_("Pronouns"), required=False, widget=forms.TextInput({"dir": "auto"}))
    location = forms.CharField(label=_("Place"), required=False, widget=forms.TextInput({"dir": "auto"}))
    website = forms.CharField(
        label=_("Website"),
        required=False,
        widget=forms.TextInput({"inputmode": "url", "placeholder": "https://", "autocomplete": "url", "dir": "ltr"}),
    )
    birthday = forms.DateField(
        label=_("Birthday"),
        required=False,
        help_text=_("Nobody else sees it."),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class HandleForm(PageForm):
    field_of_code = {"handle_taken": "handle", "handle_changed_recently": "handle"}

    handle = forms.CharField(
        label=_("Handle"),
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "hx-get": reverse_lazy("own_handle_hint"),
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#id_handle_helptext",
                "hx-sync": "this:replace",
            }
        ),
        help_text=_("3 to 30 of a-z, 0-9 and _."),
    )

    def clean_handle(self):
        return self.cleaned_data["handle"].removeprefix("@").lower()

    def show_refusal(self, refusal):
        """The reasons of a sign-up, in the same words."""
        code = refusal.errors[0].code if refusal.errors else refusal.code.removeprefix("handle_")
        if code in HANDLE_REASONS:
            self.add_error("handle", HANDLE_REASONS[code])
        elif refusal.code == "handle_changed_recently":
            self.refusal = refusal
            days = ceil(int(refusal.headers["Retry-After"]) / 86400)
            words = ngettext("It may change again in %d day.", "It may change again in %d days.", days)
            self.add_error("handle", words % days)
        else:
            super().show_refusal(refusal)


class PictureForm(PageForm):
    file = forms.FileField(allow_empty_file=True)  # what is no picture is said by the service
