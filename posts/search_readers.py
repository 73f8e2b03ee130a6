"""Search learns the words of posts."""

from posts import services
from topin import sql
from topin.events import reads


@reads("post_published")
@reads("post_edited")
@reads("post_restored")
def learn_words(event):
    """What a post says now can be found from now on."""
    services.store_post_words(sql.SYSTEM, [event.subject_id])
