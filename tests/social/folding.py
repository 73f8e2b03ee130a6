"""`python -m tests.social.folding`: folds counts in small bites without end, as a worker that somebody will kill."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
    django.setup()
    from topin import sql

    while True:
        sql.do(sql.SYSTEM, "fold_counters", 50)
