"""Pages of circles. Their fixed words come before the slugs, so no circle can hide them."""

from django.urls import path

from web.views.circles import arrival, bans, circle, invites, lists, making, members, requests

urlpatterns = [
    path("circles", lists.mine, name="circles"),
    path("circles/discover", lists.discover, name="discover_circles"),
    path("circles/new", making.new, name="new_circle"),
    path("circles/invites/<slug:code>", arrival.land, name="circle_link"),
    path("circles/invites/<slug:code>/accept", arrival.accept, name="accept_circle_link"),
    path("circles/<slug:slug>", circle.page, name="circle"),
    path("circles/<slug:slug>/join", circle.join, name="join_circle"),
    path("circles/<slug:slug>/leave", circle.leave, name="leave_circle"),
    path("circles/<slug:slug>/decline-invite", circle.decline, name="decline_circle_invite"),
    path("circles/<slug:slug>/manage", making.manage, name="manage_circle"),
    path("circles/<slug:slug>/close", making.close, name="close_circle"),
    path("circles/<slug:slug>/members", members.members, name="circle_members"),
    path(
        "circles/<slug:slug>/members/<uuid:user_id>/make-moderator",
        members.set_role,
        {"role": "moderator"},
        name="make_circle_moderator",
    ),
    path(
        "circles/<slug:slug>/members/<uuid:user_id>/make-member",
        members.set_role,
        {"role": "member"},
        name="make_circle_member",
    ),
    path("circles/<slug:slug>/members/<uuid:user_id>/hand-over", members.hand_over, name="hand_over_circle"),
    path("circles/<slug:slug>/members/<uuid:user_id>/remove", members.remove, name="remove_circle_member"),
    path("circles/<slug:slug>/members/<uuid:user_id>/ban", members.ban, name="ban_from_circle"),
    path("circles/<slug:slug>/requests", requests.requests, name="circle_requests"),
    path("circles/<slug:slug>/requests/<uuid:user_id>/approve", requests.approve, name="approve_circle_request"),
    path("circles/<slug:slug>/requests/<uuid:user_id>/decline", requests.decline, name="decline_circle_request"),
    path("circles/<slug:slug>/invites", invites.invites, name="circle_invites"),
    path("circles/<slug:slug>/invites/people", invites.invite, name="invite_to_circle"),
    path("circles/<slug:slug>/invites/link", invites.create_link, name="create_circle_link"),
    path("circles/<slug:slug>/invites/<uuid:invite_id>/end", invites.end_link, name="end_circle_link"),
    path("circles/<slug:slug>/bans", bans.bans, name="circle_bans"),
    path("circles/<slug:slug>/bans/add", bans.ban, name="ban_by_handle"),
    path("circles/<slug:slug>/bans/<uuid:user_id>/lift", bans.unban, name="unban_from_circle"),
]
