"""What follows from the facts of accounts; each module registers its readers (`topin/events.py`)."""

from accounts.readers import codes, devices, leaving, mails, pictures, verification  # noqa: F401
