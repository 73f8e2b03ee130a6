"""The sentences of notifications, by what they tell: a fact, or one variant of it (`internal.told_facts`).

`people` is always who did it, and `count` how many they are: languages bend the verb after it.
"""

from django.utils.translation import gettext_lazy as alone
from django.utils.translation import ngettext_lazy


def people(one, many):
    """A sentence about what people did."""
    return ngettext_lazy(one, many, "count")


SENTENCES = {
    "follow": people("%(people)s followed you", "%(people)s followed you"),
    "follow_request": people("%(people)s wants to follow you", "%(people)s want to follow you"),
    "follow_accepted": people("%(people)s accepted your follow request", "%(people)s accepted your follow request"),
    "profile_like": people("%(people)s liked your profile", "%(people)s liked your profile"),
    "like": people("%(people)s liked your post", "%(people)s liked your post"),
    "like.comment": people("%(people)s liked your comment", "%(people)s liked your comment"),
    "comment": people("%(people)s commented on your post", "%(people)s commented on your post"),
    "reply": people("%(people)s replied to your comment", "%(people)s replied to your comment"),
    "mention": people("%(people)s mentioned you in a post", "%(people)s mentioned you in a post"),
    "mention.comment": people("%(people)s mentioned you in a comment", "%(people)s mentioned you in a comment"),
    "repost": people("%(people)s reposted your post", "%(people)s reposted your post"),
    "quote": people("%(people)s quoted your post", "%(people)s quoted your post"),
    "message": people("%(people)s sent you a message", "%(people)s sent you a message"),
    "message_request": people("%(people)s wants to write to you", "%(people)s want to write to you"),
    "circle_invite": people("%(people)s invited you to %(circle)s", "%(people)s invited you to %(circle)s"),
    "circle_join": people("%(people)s joined %(circle)s", "%(people)s joined %(circle)s"),
    "circle_join_asked": people("%(people)s asked to join %(circle)s", "%(people)s asked to join %(circle)s"),
    "circle_join_approved": alone("You are in %(circle)s now"),
    "poll_closed": alone("A poll you voted in has ended"),
    "poll_closed.own": alone("Your poll has ended"),
    "media_failed": alone("A file that you uploaded could not be processed"),
    "media_failed.image": alone("A picture that you uploaded could not be processed"),
    "media_failed.video": alone("A video that you uploaded could not be processed"),
    "media_failed.audio": alone("A recording that you uploaded could not be processed"),
    "report_outcome": alone("Your report was decided"),
    "report_outcome.upheld": alone("Thank you for your report: we agreed with you"),
    "report_outcome.dismissed": alone("Your report was looked at: we found no breach of the rules"),
    "moderation_action": alone("Moderators made a decision about your account or something you published"),
    "appeal_outcome": alone("Your appeal was decided"),
    "verification_outcome": alone("Your request for the blue tick was decided"),
    "verification_outcome.approved": alone("Your profile has the blue tick now"),
    "verification_outcome.refused": alone("Your request for the blue tick was refused"),
    "revenue_ready": alone("Your earnings are ready to look at"),
    "withdrawal_update": alone("There is news about your withdrawal"),
    "sponsorship_update": alone("There is news about a sponsorship of yours"),
    "new_sign_in": alone("Your account was signed in to from a new device"),
    "system": alone("There is news from TOPiN"),
}


def sentence_of(fact, variant=None):
    """The most exact one there is; a general one for facts of a later release."""
    return SENTENCES.get(f"{fact}.{variant}") or SENTENCES.get(fact) or SENTENCES["system"]
