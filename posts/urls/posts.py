from django.urls import path

from posts import api

urlpatterns = [
    path("", api.PostsView.as_view()),
    path("/<uuid:post_id>", api.PostView.as_view()),
    path("/user/<uuid:user_id>", api.MemberPostsView.as_view()),
]
