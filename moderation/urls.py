from django.urls import path

from moderation import api

urlpatterns = [
    path("/reports", api.ReportsView.as_view()),
]
