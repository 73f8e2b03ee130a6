"""Pages. The address of a deed is the address of its thing and the deed's name."""

from django.urls import path

from web.views import (
    feed,
    follows,
    landing,
    likes,
    notifications,
    offline,
    posts,
    profiles,
    sessions,
    settings,
)

urlpatterns = [
    path("", landing.show, name="landing"),
    path("signup", sessions.sign_up, name="sign_up"),
    path("signin", sessions.sign_in, name="sign_in"),
    path("signout", sessions.sign_out, name="sign_out"),
    path("home", feed.home, name="home"),
    path("posts", posts.create, name="create_post"),
    path("posts/new", posts.new, name="new_post"),
    path("posts/<uuid:post_id>", posts.show, name="post"),
    path("posts/<uuid:post_id>/actions", posts.actions, name="post_actions"),
    path("posts/<uuid:post_id>/delete", posts.delete, name="delete_post"),
    path("posts/<uuid:post_id>/like", likes.like, name="like_post"),
    path("posts/<uuid:post_id>/unlike", likes.unlike, name="unlike_post"),
    path("notifications", notifications.show, name="notifications"),
    path("notifications/bell", notifications.bell, name="bell"),
    path("notifications/read-all", notifications.read_all, name="read_all_notifications"),
    path("notifications/<uuid:notification_id>", notifications.item, name="notification"),
    path("notifications/<uuid:notification_id>/read", notifications.read, name="read_notification"),
    path("settings/profile", settings.profile, name="edit_profile"),
    path("members/<uuid:user_id>/follow", follows.follow, name="follow_member"),
    path("members/<uuid:user_id>/unfollow", follows.unfollow, name="unfollow_member"),
    path("@<slug:handle>", profiles.show, name="profile"),
    path("@<slug:handle>/followers", profiles.followers, name="followers"),
    path("@<slug:handle>/following", profiles.following, name="following"),
    path("offline", offline.page, name="offline"),
    path("sw.js", offline.worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
]
