"""The queues of the broker. `media` is work for a CPU and has workers of its own; the others may share one."""

QUEUES = ("default", "fanout", "media", "mail")
