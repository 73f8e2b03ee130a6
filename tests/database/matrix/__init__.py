"""Who may do what with which row: every table, every verb, every kind of caller.

`cast` names the people, `world` fills every table with their rows, `probes` lets each caller try each
verb, and `expected/` holds the answers that were reviewed. They read like this, one line a row:

    "alice/followers": "self follower mutual staff worker"     alice herself and …
    "alice/public": "visitor members -blocked staff worker"    members without the blocked one

After a change of policies, tables or the world, write them anew and review the difference:

    python -m tests.database.matrix --write
"""
