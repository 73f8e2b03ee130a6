"""REST doors of /api/notifications."""

from django.utils.translation import get_language_from_request
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from notifications import selectors, services, texts
from notifications.serializers import NotificationPage, UnreadCount, UpTo, Wanted
from social.serializers import PageQuery
from topin.rest import ApiView, checked, page_arguments, validated


class NotificationsView(ApiView):
    @extend_schema(summary="Own notifications", parameters=[Wanted, PageQuery], responses=NotificationPage)
    def get(self, request):
        wanted = checked(Wanted, request.GET.dict())
        kinds = wanted["kind"] and [wanted["kind"]]
        found = selectors.get_notifications(request.viewer, *page_arguments(request), kinds, wanted["unread"])
        return Response(texts.page_said(found.loads(), get_language_from_request(request)))


class UnreadCountView(ApiView):
    @extend_schema(summary="How many notifications wait", responses=UnreadCount)
    def get(self, request):
        return Response(selectors.get_unread_count(request.viewer))


class ReadView(ApiView):
    @extend_schema(summary="Mark a notification as read", request=None, responses={204: None})
    def put(self, request, notification_id):
        services.read_notification(request.viewer, notification_id)
        return Response(status=204)


class ReadAllView(ApiView):
    @extend_schema(summary="Mark notifications up to a time as read", request=UpTo, responses={204: None})
    def put(self, request):
        services.read_all_notifications(request.viewer, **validated(UpTo, request))
        return Response(status=204)


class NotificationView(ApiView):
    @extend_schema(summary="Remove a notification", responses={204: None})
    def delete(self, request, notification_id):
        services.delete_notification(request.viewer, notification_id)
        return Response(status=204)
