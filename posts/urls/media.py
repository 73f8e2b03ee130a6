from django.urls import path

from posts.api import media

urlpatterns = [
    path("", media.MediaListView.as_view()),
    path("/<uuid:media_id>", media.MediaView.as_view()),
    path("/<uuid:media_id>/parts", media.PartsView.as_view()),
    path("/<uuid:media_id>/complete", media.CompleteView.as_view()),
    path("/<uuid:media_id>/retry", media.RetryView.as_view()),
]
