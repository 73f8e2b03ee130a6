"""Choices that are saved as they are made: privacy, accessibility, creator. The rules are the serializers'."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm

AUDIENCES = [
    ("everyone", _("Everyone")),
    ("followers", _("Followers")),
    ("mutuals", _("Mutual followers")),
    ("nobody", _("Nobody")),
]


def switch(label, help_text=""):
    widget = forms.CheckboxInput({"class": "switch", "role": "switch"})
    return forms.BooleanField(label=label, help_text=help_text, required=False, widget=widget)


def audience(label, help_text=""):
    return forms.ChoiceField(label=label, help_text=help_text, choices=AUDIENCES, widget=forms.Select({"class": ""}))


def segments(label, choices, help_text=""):
    widget = forms.RadioSelect({"class": ""})
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, widget=widget)


class PrivacyForm(PageForm):
    is_private = switch(
        _("Private account"),
        _("Followers need your approval. Switched off, those who wait become followers."),
    )
    profile_visibility = audience(_("Who can see your profile and posts"))
    discoverable = switch(_("Can be found"), _("In search and in suggestions."))
    active_status_visibility = audience(
        _("Who sees when you are online"),
        _("You see it of those only who may see yours."),
    )
    show_likes = switch(_("Show who liked your posts"), _("The number is always shown."))
    message_policy = audience(
        _("Who can write to you"), _("Strangers arrive as requests. People you follow always can.")
    )
    read_receipts = switch(_("Read receipts"), _("Switched off, you do not see those of others either."))
    comment_policy = audience(_("Who can comment on your posts"))
    mention_policy = audience(_("Who can mention you"))
    personalised = switch(
        _("Personal recommendations"),
        _("What you like and read may choose what is recommended to you. Switched off, nothing of it is kept."),
    )

    def groups(self):
        """(title, fields) as the page shows them."""
        return [
            (
                _("Your profile"),
                self._of("is_private", "profile_visibility", "discoverable", "active_status_visibility"),
            ),
            (_("Messages"), self._of("message_policy", "read_receipts")),
            (_("Your posts"), self._of("comment_policy", "mention_policy", "show_likes")),
            (_("Recommendations"), self._of("personalised")),
        ]

    def _of(self, *names):
        return [self[name] for name in names]


class AccessibilityForm(PageForm):
    theme = segments(_("Theme"), [("system", _("Automatic")), ("light", _("Light")), ("dark", _("Dark"))])
    high_contrast = switch(_("High contrast"), _("Stronger lines and darker words."))
    font_scale = forms.FloatField(
        label=_("Size of text"),
        widget=forms.NumberInput({"type": "range", "min": "0.8", "max": "2", "step": "0.05", "class": ""}),
    )
    reduce_motion = switch(_("Less motion"), _("Nothing slides, grows or fades."))
    autoplay_media = switch(_("Play videos by themselves"), _("Without sound, when they come into view."))
    captions = switch(_("Captions"), _("Shown wherever a video has them."))
    language = forms.ChoiceField(
        label=_("Language of TOPiN"),
        help_text=_("What is not translated yet is shown in English."),
        required=False,
        widget=forms.Select({"class": ""}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages(self.initial.get("language"))

    def clean_language(self):
        return self.cleaned_data["language"] or None


def languages(chosen):
    """Those of the pages, and the chosen one: an app may have chosen one that pages do not speak."""
    offered = [("", _("As this browser asks")), *settings.LANGUAGES]
    if chosen and chosen not in dict(offered):
        offered.append((chosen, _own_name(chosen)))
    return offered


def _own_name(tag):
    try:
        return get_language_info(tag.lower())["name_local"]
    except KeyError:
        return tag


class CreatorForm(PageForm):
    is_creator = switch(_("I am a creator"), _("For those who want to earn with what they post."))
