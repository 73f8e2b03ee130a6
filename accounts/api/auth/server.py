"""What the server says of itself."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import providers
from accounts.api.auth.base import AuthView
from accounts.api.auth.shapes import AuthSettings, Health, Jwks, answers
from topin import tokens

PROVIDERS = [
    "apple", "azure", "bitbucket", "discord", "facebook", "snapchat", "figma", "fly", "github", "gitlab", "google",
    "keycloak", "kakao", "linkedin", "linkedin_oidc", "notion", "spotify", "slack", "slack_oidc", "workos", "twitch",
    "twitter",
]  # fmt: skip


class HealthView(AuthView):
    @extend_schema(summary="Who answers", responses=answers(Health))
    def get(self, request):
        return Response({"version": "v1", "name": "GoTrue", "description": "Sign-in of TOPiN, as GoTrue does it"})


class SettingsView(AuthView):
    @extend_schema(summary="Which ways to sign in there are", responses=answers(AuthSettings))
    def get(self, request):
        external = dict.fromkeys(["anonymous_users", *PROVIDERS, "phone", "zoom"], False)
        external |= dict.fromkeys(providers.names(), True)
        return Response(
            {
                "external": external | {"email": True},
                "disable_signup": settings.GOTRUE_DISABLE_SIGNUP,
                "mailer_autoconfirm": settings.MAILER_AUTOCONFIRM,
                "phone_autoconfirm": False,
                "sms_provider": "",
                "saml_enabled": False,
                "saml_private_key_next_configured": False,
                "passkeys_enabled": False,
            }
        )


class JwksView(AuthView):
    @extend_schema(summary="The public keys of access tokens", responses=answers(Jwks))
    def get(self, request):
        return Response(tokens.jwks(), headers={"Cache-Control": "public, max-age=600"})
