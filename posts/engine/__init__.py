"""What a text is about, found in this process: nothing is asked of the network, nothing is kept here.

Workers import it, and only when they need it: its models take tens of megabytes, which the processes that answer
requests do without.
"""
