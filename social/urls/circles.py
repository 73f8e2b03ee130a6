from django.urls import path

from social import api_circle_invites as invites
from social import api_circles

urlpatterns = [
    path("", api_circles.CirclesView.as_view()),
    path("/invites", invites.MyInvitesView.as_view()),
    path("/invites/<uuid:circle_id>", invites.MyInviteView.as_view()),
    path("/invites/<str:code>", invites.CodeView.as_view()),
    path("/invites/<str:code>/accept", invites.AcceptView.as_view()),
    path("/<uuid:circle_id>/invites", invites.InvitesView.as_view()),
    path("/<uuid:circle_id>/invites/<uuid:invite_id>", invites.LinkView.as_view()),
    path("/<uuid:circle_id>/bans", invites.BansView.as_view()),
    path("/<uuid:circle_id>/bans/<uuid:user_id>", invites.BanView.as_view()),
    path("/<uuid:circle_id>/join", api_circles.JoinView.as_view()),
    path("/<uuid:circle_id>/leave", api_circles.LeaveView.as_view()),
    path("/<uuid:circle_id>/members", api_circles.MembersView.as_view()),
    path("/<uuid:circle_id>/members/<uuid:user_id>", api_circles.MemberView.as_view()),
    path("/<uuid:circle_id>/requests", api_circles.RequestsView.as_view()),
    path("/<uuid:circle_id>/requests/<uuid:user_id>/approve", api_circles.ApproveView.as_view()),
    path("/<uuid:circle_id>/requests/<uuid:user_id>/decline", api_circles.DeclineView.as_view()),
    path("/<str:circle>", api_circles.CircleView.as_view()),
]
