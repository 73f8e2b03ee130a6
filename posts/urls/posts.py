from django.urls import path

from posts.api import feeds, posts

urlpatterns = [
    path("", feeds.PostsView.as_view()),
    path("/user/<uuid:user_id>", feeds.MemberPostsView.as_view()),
    path("/<uuid:post_id>", posts.PostView.as_view()),
]
