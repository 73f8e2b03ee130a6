from posts import services
from web.doors import deed
from web.views.rows import answer_deed


@deed()
def like(request, post_id):
    services.like_post(request.viewer, post_id)
    return answer_deed(request, post_id, just_liked=True)


@deed()
def unlike(request, post_id):
    services.unlike_post(request.viewer, post_id)
    return answer_deed(request, post_id)
