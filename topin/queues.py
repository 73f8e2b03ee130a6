"""The queues of the broker. `media` is work for a CPU and has workers of its own; the others may share one.

`links` waits for strangers' servers, so that nobody's mail and no feed ever waits behind them.
"""

QUEUES = ("default", "fanout", "media", "mail", "links")
