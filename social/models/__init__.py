"""Who is what to whom: follows, blocks, mutes, suggestions, circles."""

from social.models.circles import Circle, CircleBan, CircleInvite, CircleMember, CircleRequest
from social.models.graph import Follower, FollowRequest
from social.models.quiet import BlockedUser, Mute, MutedWord
from social.models.suggestions import DismissedSuggestion, Suggestion, SuggestionList

__all__ = [
    "BlockedUser",
    "Circle",
    "CircleBan",
    "CircleInvite",
    "CircleMember",
    "CircleRequest",
    "DismissedSuggestion",
    "FollowRequest",
    "Follower",
    "Mute",
    "MutedWord",
    "Suggestion",
    "SuggestionList",
]
