"""GoTrue's addresses, as in gotrue.md section 1; whatever is none of them gets GoTrue's 404."""

from django.urls import path, re_path

from accounts.api.auth import server, sessions, token, users
from accounts.api.auth.base import NoSuchView

urlpatterns = [
    path("/health", server.HealthView.as_view()),
    path("/settings", server.SettingsView.as_view()),
    path("/.well-known/jwks.json", server.JwksView.as_view()),
    path("/signup", users.SignUpView.as_view()),
    path("/user", users.UserView.as_view()),
    path("/token", token.TokenView.as_view()),
    path("/logout", sessions.LogoutView.as_view()),
    path("/sessions", sessions.SessionsView.as_view()),
    path("/sessions/<uuid:session_id>", sessions.SessionView.as_view()),
    re_path(r"^(/.*)?$", NoSuchView.as_view()),
]
