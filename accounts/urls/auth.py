"""GoTrue's addresses, as in gotrue.md section 1; whatever is none of them gets GoTrue's 404."""

from django.urls import path, re_path

from accounts.api.auth import factors, identities, mails, oauth, server, sessions, token, users, verify
from accounts.api.auth.base import NoSuchView

urlpatterns = [
    path("/health", server.HealthView.as_view()),
    path("/settings", server.SettingsView.as_view()),
    path("/.well-known/jwks.json", server.JwksView.as_view()),
    path("/signup", users.SignUpView.as_view()),
    path("/user", users.UserView.as_view()),
    path("/recover", mails.RecoverView.as_view()),
    path("/otp", mails.OtpView.as_view()),
    path("/magiclink", mails.MagicLinkView.as_view()),
    path("/resend", mails.ResendView.as_view()),
    path("/reauthenticate", mails.ReauthenticateView.as_view()),
    path("/verify", verify.VerifyView.as_view()),
    path("/token", token.TokenView.as_view()),
    path("/authorize", oauth.AuthorizeView.as_view()),
    path("/callback", oauth.CallbackView.as_view()),
    path("/user/identities/authorize", identities.LinkIdentityView.as_view()),
    path("/user/identities/<uuid:identity_id>", identities.IdentityView.as_view()),
    path("/logout", sessions.LogoutView.as_view()),
    path("/factors", factors.FactorsView.as_view()),
    path("/factors/<uuid:factor_id>", factors.OneFactorView.as_view()),
    path("/factors/<uuid:factor_id>/challenge", factors.ChallengeView.as_view()),
    path("/factors/<uuid:factor_id>/verify", factors.VerifyFactorView.as_view()),
    path("/sessions", sessions.SessionsView.as_view()),
    path("/sessions/<uuid:session_id>", sessions.SessionView.as_view()),
    re_path(r"^(/.*)?$", NoSuchView.as_view()),
]
