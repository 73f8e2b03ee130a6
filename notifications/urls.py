from django.urls import path

from notifications import api, api_devices

urlpatterns = [
    path("", api.NotificationsView.as_view()),
    path("/unread-count", api.UnreadCountView.as_view()),
    path("/read-all", api.ReadAllView.as_view()),
    path("/push-key", api_devices.PushKeyView.as_view()),
    path("/devices", api_devices.DevicesView.as_view()),
    path("/devices/<uuid:device_id>", api_devices.DeviceView.as_view()),
    path("/<uuid:notification_id>/read", api.ReadView.as_view()),
    path("/<uuid:notification_id>", api.NotificationView.as_view()),
]
