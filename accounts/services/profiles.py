"""Deeds on the own profile."""

from topin import sql


def update_me(viewer, changes):
    """Changes the given fields (as `MeChanges` checked them) and returns Me."""
    birthday = changes.get("birthday")
    if birthday is not None:
        changes = changes | {"birthday": birthday.isoformat()}
    return sql.do(viewer, "update_me", dict(changes))
