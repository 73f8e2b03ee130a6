"""Forms of circles: opening and changing one, inviting, banning, closing."""

import re
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from social.models.circles import LARGEST, SMALLEST
from web.forms.base import PageForm

AT_ONCE = 20  # handles of one form: each is looked up by itself
SLUG_LENGTH = 40

#: (value, icon, name, what it means)
VISIBILITIES = [
    ("public", "globe", _("Public"), _("Everybody can find it and read what is posted.")),
    ("private", "lock", _("Private"), _("Everybody can find it; only members read it and see who is in it.")),
    ("secret", "eye-off", _("Secret"), _("Nobody but its members and whom they invite knows that it exists.")),
]
JOIN_POLICIES = [
    ("open", "plus", _("Open"), _("Whoever finds it may join at once.")),
    ("approval", "check", _("On request"), _("People ask; you or a moderator let them in.")),
    ("invite", "mail", _("By invite"), _("Only with an invite or a link from you or a moderator.")),
]
INVITED = {
    "invited": _("Invited"),
    "already_invited": _("Invited before"),
    "already_member": _("In the circle already"),
    "banned": _("Banned from this circle"),
    "not_found": _("Not found"),
}


def cards(label, options):
    """A choice of one of `options`, each with a sentence of its own."""
    return forms.ChoiceField(
        label=label,
        choices=[(value, name) for value, _icon, name, _about in options],
        widget=forms.RadioSelect({"class": ""}),
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )


class CircleForm(PageForm):
    """The fields of POST and PUT /api/circles."""

    field_of_code = {"slug_taken": "slug", "member_limit": "member_limit"}

    name = forms.CharField(label=_("Name"), widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}))
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_("3 to 40 of a-z, 0-9 and -. Left empty, it is made from the name."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": SLUG_LENGTH}
        ),
    )
    description = forms.CharField(
        label=_("What it is about"), required=False, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    visibility = cards(_("Who can see it"), VISIBILITIES)
    join_policy = cards(_("How people come in"), JOIN_POLICIES)
    member_limit = forms.IntegerField(
        label=_("Room for"),
        help_text=_("Members, you included: 2 to 10,000."),
        min_value=SMALLEST,
        max_value=LARGEST,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), _("A number from 2 to 10,000.")),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def __init__(self, *args, initial=None, **kwargs):
        self.is_new = initial is None
        defaults = {"visibility": "private", "join_policy": "approval", "member_limit": 50}
        super().__init__(*args, initial=defaults if self.is_new else initial, **kwargs)
        if self.is_new:
            self.fields["slug"].widget.attrs["data-slug-of"] = "id_name"

    def clean_slug(self):
        typed = self.cleaned_data["slug"].strip().lower()
        return typed or slugify(self.cleaned_data.get("name", ""))[:SLUG_LENGTH].strip("-")

    def answers(self):
        """What the service is asked for: of a circle that exists, what was changed."""
        if self.is_new:
            return self.cleaned_data
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def visibility_cards(self):
        return _with_words(self["visibility"], VISIBILITIES)

    def join_policy_cards(self):
        return _with_words(self["join_policy"], JOIN_POLICIES)


def _with_words(field, options):
    return [(radio, icon, about) for radio, (_value, icon, _name, about) in zip(field, options, strict=True)]


class CloseForm(PageForm):
    sure = forms.CharField(
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"})
    )

    def __init__(self, *args, slug, **kwargs):
        super().__init__(*args, **kwargs)
        self.slug = slug
        self.fields["sure"].label = gettext("Type %s to close it") % slug

    def clean_sure(self):
        if self.cleaned_data["sure"].strip().lower() != self.slug:
            raise forms.ValidationError(_("That is not its address."))
        return self.slug


class InviteForm(PageForm):
    handles = forms.CharField(
        label=_("Handles"),
        help_text=_("With commas or spaces between them."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr", "placeholder": "@"}
        ),
    )

    def clean_handles(self):
        found = [word.lstrip("@").lower() for word in re.split(r"[\s,;]+", self.cleaned_data["handles"])]
        found = list(dict.fromkeys(filter(None, found)))
        if not found:
            raise forms.ValidationError(_("Write at least one handle."))
        if len(found) > AT_ONCE:
            words = ngettext("At most %d handle at once.", "At most %d handles at once.", AT_ONCE)
            raise forms.ValidationError(words % AT_ONCE)
        return found


def invited_words(by_status):
    """(words, handles) of what came of invites, the good news first."""
    return [(words, by_status[status]) for status, words in INVITED.items() if status in by_status]


class LinkForm(PageForm):
    """How often a link lets somebody in, and until when."""

    max_uses = forms.TypedChoiceField(
        label=_("Lets in"),
        choices=[
            ("", _("Any number")),
            ("1", _("1 person")),
            *((str(n), _("%d people") % n) for n in (5, 10, 25, 100)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    days = forms.TypedChoiceField(
        label=_("Works for"),
        choices=[("1", _("1 day")), ("7", _("7 days")), ("30", _("30 days")), ("", _("Ever"))],
        initial="7",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def terms(self):
        days = self.cleaned_data["days"]
        return {
            "max_uses": self.cleaned_data["max_uses"],
            "expires_at": timezone.now() + timedelta(days=days) if days else None,
        }


class BanForm(PageForm):
    field_of_code = {"not_found": "handle"}

    handle = forms.CharField(
        label=_("Handle"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_handle(self):
        return self.cleaned_data["handle"].strip().removeprefix("@").lower()
