from django.urls import path

from posts.api import comments, likes

urlpatterns = [
    path("/like/<uuid:content_id>", likes.LikeView.as_view()),
    path("/likes/<uuid:content_id>", likes.LikersView.as_view()),
    path("/comment/<uuid:content_id>", comments.CommentView.as_view()),
    path("/comments/<uuid:post_id>", comments.CommentsView.as_view()),
]
