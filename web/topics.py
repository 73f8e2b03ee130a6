"""Topics as pages show them: with what their reader chose."""

from posts import selectors
from posts.tags import find_tags, fold_tag


class Topics:
    """What a member follows and mutes; visitors chose nothing, and nothing is asked for them."""

    def __init__(self, viewer):
        self.viewer = viewer
        mine = selectors.get_my_topics(viewer).loads() if viewer.is_member else {"followed": [], "muted": []}
        self.followed, self.muted = mine["followed"], mine["muted"]

    def of(self, tag, **more):
        """{tag, followed, muted}, and what else is known of it."""
        return {**more, "tag": tag, "followed": tag in self.followed, "muted": tag in self.muted}

    def named(self, text):
        """The topic that a text names, with # or without; None where that is no tag."""
        tag = fold_tag(text.lstrip("#＃"))
        return self.of(tag) if find_tags(f"#{tag}") == [tag] else None

    def trending(self, limit):
        """What trends, fastest first."""
        return [self.of(**item) for item in selectors.get_trending_topics(self.viewer, limit).loads()["items"]]
