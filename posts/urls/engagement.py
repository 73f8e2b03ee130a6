from django.urls import path

from posts import api

urlpatterns = [
    path("/like/<uuid:content_id>", api.LikeView.as_view()),
    path("/likes/<uuid:content_id>", api.LikersView.as_view()),
]
