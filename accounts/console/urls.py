"""Addresses below /admin that come before those of Django's admin."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.console.views import SecondFactorView

urlpatterns = [
    path("second-factor/", SecondFactorView.as_view(), name="second-factor"),
    # Passwords are changed where members change theirs; Django's own page would write to users.
    path("password_change/", RedirectView.as_view(pattern_name="admin:index")),
]
