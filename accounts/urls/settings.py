from django.urls import path

from accounts.api import settings

urlpatterns = [
    path("", settings.SettingsView.as_view()),
    path("/privacy", settings.PrivacyView.as_view()),
    path("/notifications", settings.NotificationsView.as_view()),
    path("/accessibility", settings.AccessibilityView.as_view()),
    path("/creator", settings.CreatorView.as_view()),
]
