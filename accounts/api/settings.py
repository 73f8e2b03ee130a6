"""Doors to settings: `/api/settings`."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import selectors, services
from accounts.serializers_settings import Accessibility, Creator, NotificationChoices, Privacy, Settings
from topin import rest


class SettingsView(rest.ApiView):
    etagged = True

    @extend_schema(summary="All settings", operation_id="settings_retrieve", responses=Settings)
    def get(self, request):
        return Response(selectors.get_settings(request.viewer))


class SectionView(rest.ApiView):
    """One section is changed, and `If-Match` is about all of them."""

    etagged = True

    def resource(self, request):
        return "settings"

    def current(self, request):
        return Response(selectors.get_settings(request.viewer))


class PrivacyView(SectionView):
    @extend_schema(summary="Change privacy", request=Privacy, responses=Settings)
    def put(self, request):
        return Response(services.update_privacy(request.viewer, rest.validated(Privacy, request)))


class NotificationsView(SectionView):
    @extend_schema(summary="Change what one is told", request=NotificationChoices, responses=Settings)
    def put(self, request):
        return Response(services.update_notifications(request.viewer, rest.validated(NotificationChoices, request)))


class AccessibilityView(SectionView):
    @extend_schema(summary="Change how pages look", request=Accessibility, responses=Settings)
    def put(self, request):
        return Response(services.update_accessibility(request.viewer, rest.validated(Accessibility, request)))


class CreatorView(SectionView):
    @extend_schema(summary="Become a creator, or stop", request=Creator, responses=Settings)
    def put(self, request):
        return Response(services.update_creator(request.viewer, rest.validated(Creator, request)))
