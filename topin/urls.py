"""Every address of TOPiN: the API below /api, the console below /admin, pages for the rest."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from posts.api.uploads import UploadView
from topin import health, media
from topin.rest import NotFoundView

admin.autodiscover()

API = [
    path("auth/v1", include("accounts.urls.auth")),
    path("auth", include("accounts.urls.auth")),
    path("users", include("accounts.urls.users")),
    path("settings", include("accounts.urls.settings")),
    path("circles", include("social.urls.circles")),
    path("social", include("social.urls.social")),
    path("posts", include("posts.urls.posts")),
    path("media", include("posts.urls.media")),
    path("engagement", include("posts.urls.engagement")),
    path("search", include("posts.urls.search")),
    path("messages", include("messaging.urls")),
    path("notifications", include("notifications.urls")),
    path("moderation", include("moderation.urls")),
    path("", include("topin.api_urls")),
]

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("media/check", media.check),
    path("media/signed/<path:address>", media.show_signed),
    path("media/upload/<str:token>", UploadView.as_view()),
    path("media/<path:name>", media.show),
    path("api/", include(API)),
    re_path(r"^api(/(?s:.*))?$", NotFoundView.as_view()),  # ends of lines too
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", include("accounts.console.urls")),
    path("admin/", admin.site.urls),
    path("", include("web.urls")),
]
handler404 = "web.views.errors.not_found"
handler500 = "web.views.errors.server_error"
