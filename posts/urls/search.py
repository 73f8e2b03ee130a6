from django.urls import path

from posts.api import search
from social import api_search

urlpatterns = [
    path("/users", api_search.UsersView.as_view()),
    path("/mentions", api_search.MentionsView.as_view()),
    path("/posts", search.PostsView.as_view()),
    path("/tags", search.TagsView.as_view()),
]
