"""`make run`: the whole system on one machine, with nothing but Python.

Starts PostgreSQL, Valkey and Caddy from their wheels and every process of the Procfile, watches them,
and stops them in order. It knows nothing of Django: what it starts reads its settings from the environment.
"""


class Trouble(Exception):
    """Something a person has to act on, said in one sentence; printed without a traceback."""
