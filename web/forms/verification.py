from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm

CATEGORIES = [
    ("creator", _("Creator")),
    ("business", _("Business")),
    ("public_figure", _("Public figure")),
    ("organisation", _("Organisation")),
    ("other", _("Something else")),
]


class VerificationForm(PageForm):
    field_of_code = {"unsupported_media_type": "document", "too_large": "document"}

    category = forms.ChoiceField(label=_("What you are"), choices=CATEGORIES)
    legal_name = forms.CharField(
        label=_("Name in your document"),
        help_text=_("Only moderators see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    links = forms.CharField(
        label=_("Where others write about you"),
        help_text=_("Web addresses, one a line."),
        required=False,
        widget=forms.Textarea({"rows": 3, "inputmode": "url", "spellcheck": "false", "placeholder": "https://"}),
    )
    document = forms.FileField(
        label=_("Document"),
        help_text=format_lazy(
            _("A photo or scan of an identity card, passport or register entry: JPEG, PNG, WebP or PDF, up to {size}."),
            size=filesizeformat(settings.DOCUMENT_BYTES),
        ),
        allow_empty_file=True,  # what is no document is said by the service
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )

    def clean_links(self):
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]

    def _say(self, field, message):
        super()._say((field or "").partition(".")[0], message)  # links.2 is about links
