from django.urls import path

from accounts.api import users

urlpatterns = [
    path("", users.ProfilesView.as_view()),
    path("/me", users.MeView.as_view()),
    path("/<uuid:user_id>", users.ProfileView.as_view()),
    path("/by-handle/<str:handle>", users.ProfileByHandleView.as_view()),
    path("/check-handle/<str:handle>", users.HandleView.as_view()),
]
