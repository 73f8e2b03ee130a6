from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm


class ProfileForm(PageForm):
    """The fields of PUT /api/users/me that people edit on one page."""

    display_name = forms.CharField(label=_("Name"), required=False)
    bio = forms.CharField(
        label=_("About you"),
        required=False,
        help_text=_("Up to 300 characters."),
        widget=forms.Textarea({"rows": 4}),
    )
    pronouns = forms.CharField(label=_("Pronouns"), required=False)
    location = forms.CharField(label=_("Place"), required=False)
    website = forms.CharField(
        label=_("Website"),
        required=False,
        widget=forms.TextInput({"inputmode": "url", "placeholder": "https://", "autocomplete": "url"}),
    )
