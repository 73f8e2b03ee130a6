"""What clients may call by name."""

from topin.rpc import Text, publish

publish("is_handle_available", {"handle": Text()}, bool, visitors=True)
