from posts import services
from web.doors import deed
from web.views.rows import answer_deed


@deed()
def repost(request, post_id):
    services.repost_post(request.viewer, post_id)
    return answer_deed(request, post_id)


@deed()
def unrepost(request, post_id):
    services.unrepost_post(request.viewer, post_id)
    return answer_deed(request, post_id)
