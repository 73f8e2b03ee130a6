"""What accounts do by the clock; each module registers its jobs (`topin/clock.py`)."""

from accounts.jobs import leaving, pictures, profiles, proofs  # noqa: F401
