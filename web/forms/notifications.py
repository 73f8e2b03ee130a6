"""What members are told, and when: a table of kinds by channels, and the quiet hours."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.notification_kinds import CHANNELS, KINDS
from web.forms.base import PageForm
from web.forms.settings import segments, switch

CHANNEL_WORDS = {"in_app": _("In TOPiN"), "push": _("Push"), "email": _("E-mail")}
GROUPS = [
    (
        _("People"),
        {
            "follow": _("New followers"),
            "follow_request": _("Requests to follow you"),
            "follow_accepted": _("Your requests approved"),
            "profile_like": _("Likes of your profile"),
        },
    ),
    (
        _("Posts"),
        {
            "like": _("Likes"),
            "comment": _("Comments"),
            "reply": _("Replies"),
            "mention": _("Mentions"),
            "repost": _("Reposts"),
            "quote": _("Quotes"),
            "poll_closed": _("Polls that ended"),
            "media_failed": _("Uploads that failed"),
        },
    ),
    (
        _("Messages and circles"),
        {
            "message": _("Messages"),
            "message_request": _("Message requests"),
            "circle_invite": _("Invitations to circles"),
            "circle_join": _("New members of your circles"),
        },
    ),
    (
        _("Money"),
        {
            "revenue_ready": _("Monthly earnings"),
            "withdrawal_update": _("Withdrawals"),
            "sponsorship_update": _("Sponsored posts"),
        },
    ),
    (
        _("Safety and account"),
        {
            "new_sign_in": _("New sign-ins"),
            "report_outcome": _("Outcome of your reports"),
            "moderation_action": _("Decisions of moderators"),
            "appeal_outcome": _("Outcome of your appeals"),
            "verification_outcome": _("Blue tick"),
            "system": _("News from TOPiN"),
        },
    ),
]


def words_of_kind(kind):
    """What a kind is called in the settings; of one that is there no more, its name."""
    return next((kinds[kind] for _title, kinds in GROUPS if kind in kinds), kind)


#: What the product does not do: messages stand in no list, requests never ring.
NOT_OFFERED = {("message", "in_app"), ("message_request", "push")}


class NotificationForm(PageForm):
    """One box for each kind and channel, named `kind.channel`."""

    digest = segments(
        _("Digest by e-mail"),
        [("off", _("Off")), ("daily", _("Daily")), ("weekly", _("Weekly"))],
        _("What you missed, in one mail."),
    )
    previews = switch(_("Previews"), _("Show the text of messages in push notifications."))

    def __init__(self, *args, initial, **kwargs):
        super().__init__(*args, initial={**initial, **_flat(initial["kinds"])}, **kwargs)
        for _title, kinds in GROUPS:
            for kind, words in kinds.items():
                for channel in CHANNELS:
                    if (kind, channel) not in NOT_OFFERED:
                        self.fields[f"{kind}.{channel}"] = _box(words, CHANNEL_WORDS[channel])

    channels = list(CHANNEL_WORDS.items())

    def groups(self):
        """(title, [(words, boxes by channel; None where there is none)])."""
        return [
            (title, [(words, [self._box(kind, channel) for channel in CHANNELS]) for kind, words in kinds.items()])
            for title, kinds in GROUPS
        ]

    def _box(self, kind, channel):
        name = f"{kind}.{channel}"
        return self[name] if name in self.fields else None

    @property
    def changes(self):
        """What was sent, as `PUT /api/settings/notifications` takes it."""
        answers = self.cleaned_data
        kinds = {kind: {c: answers[f"{kind}.{c}"] for c in CHANNELS if f"{kind}.{c}" in answers} for kind in KINDS}
        return {"kinds": kinds, "digest": answers["digest"], "previews": answers["previews"]}


def _flat(kinds):
    return {f"{kind}.{channel}": on for kind, by_channel in kinds.items() for channel, on in by_channel.items()}


def _box(kind, channel):
    label = format_lazy("{}: {}", kind, channel)
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput({"class": "tick-box"}))


class QuietHoursForm(PageForm):
    enabled = switch(
        _("Be quiet"), _("Push and e-mail wait until the quiet hours end. An end before the start is the next day.")
    )
    start = forms.CharField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    end = forms.CharField(label=_("Until"), widget=forms.TimeInput({"type": "time"}))
    time_zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("A place, such as Europe/Vienna."),
        widget=forms.TextInput({"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}),
    )

    def _say(self, field, message):
        super()._say((field or "").removeprefix("quiet_hours."), message)
