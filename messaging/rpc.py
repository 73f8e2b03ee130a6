"""What clients may call by name. Whether somebody may write to a third person is not theirs to ask."""


from topin.rpc import Id, OwnId, publish

STANDINGS = ["yes", "request", "self", "not_found", "blocked", "suspended", "not_allowed"]

publish("can_message_user", {"sender": OwnId(), "recipient": Id()}, str)
publish("generate_conversation_id", {"a": Id(), "b": Id()}, str)
