"""Muting a word. The rules are the domain's."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm
from web.forms.settings import segments

MATCHES = [("word", _("Whole word")), ("substring", _("Any part"))]
ACTIONS = [("hide", _("Hide the post")), ("warn", _("Warn me first"))]
DAYS = [("", _("For good")), ("1", _("1 day")), ("7", _("1 week")), ("30", _("30 days"))]


class MutedWordForm(PageForm):
    phrase = forms.CharField(
        label=_("Word or phrase"),
        help_text=_("A #tag and an emoji work as well. Capital or small letters are the same."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off", "maxlength": settings.MUTED_WORD_LENGTH * 4}),
        error_messages={"required": _("Which word?")},
    )
    match = segments(_("Found as"), MATCHES)
    action = segments(_("What happens"), ACTIONS)
    days = segments(_("How long"), DAYS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"match": "word", "action": "hide", "days": ""}, **kwargs)
        self.fields["days"].required = False

    def answers(self):
        """What POST /api/social/muted-words is asked for."""
        answers = dict(self.cleaned_data)
        days = answers.pop("days")
        return answers | {"expires_at": timezone.now() + timedelta(days=int(days)) if days else None}

    def choices(self):
        return [self[name] for name in ("match", "action", "days")]
