from django.urls import path

from social import api

urlpatterns = [
    path("/follow/<uuid:user_id>", api.FollowView.as_view()),
    path("/followers/<uuid:user_id>", api.FollowersView.as_view()),
    path("/following/<uuid:user_id>", api.FollowingView.as_view()),
]
