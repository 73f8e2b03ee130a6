from django.urls import path

from notifications import api

urlpatterns = [
    path("", api.NotificationsView.as_view()),
    path("/unread-count", api.UnreadCountView.as_view()),
    path("/read-all", api.ReadAllView.as_view()),
    path("/<uuid:notification_id>/read", api.ReadView.as_view()),
    path("/<uuid:notification_id>", api.NotificationView.as_view()),
]
