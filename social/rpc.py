"""What clients may call by name. Whether somebody is blocked is not among it: the blocked could ask."""

from social.serializers import MemberPage
from topin.rpc import Cursor, Id, Limit, publish

#: Only what the policy of `followers` shows: own ends, and people who show themselves to all.
publish("are_mutual_followers", {"a": Id(), "b": Id()}, bool, visitors=True)
publish("get_follower_count", {"user": Id()}, int, visitors=True)
publish("get_followers_with_profiles", {"user": Id(), "limit": Limit(), "cursor": Cursor()}, MemberPage, visitors=True)
