from django.urls import path

from social import api_circles

urlpatterns = [
    path("", api_circles.CirclesView.as_view()),
]
