from django.urls import path

from posts.api import likes

urlpatterns = [
    path("/like/<uuid:content_id>", likes.LikeView.as_view()),
    path("/likes/<uuid:content_id>", likes.LikersView.as_view()),
]
