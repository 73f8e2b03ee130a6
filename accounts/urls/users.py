from django.urls import path

from accounts.api import leaving, likes, pictures, users, verification

urlpatterns = [
    path("", users.ProfilesView.as_view()),
    path("/me", users.MeView.as_view()),
    path("/me/avatar", pictures.AvatarView.as_view()),
    path("/me/banner", pictures.BannerView.as_view()),
    path("/me/handle", users.MyHandleView.as_view()),
    path("/me/export", leaving.ExportsView.as_view()),
    path("/me/export/<uuid:export_id>", leaving.ExportView.as_view()),
    path("/me/export/<uuid:export_id>/archive", leaving.ArchiveView.as_view()),
    path("/me/verification", verification.VerificationView.as_view()),
    path("/me/verification/document", verification.DocumentsView.as_view()),
    path("/<uuid:user_id>", users.ProfileView.as_view()),
    path("/<uuid:user_id>/like", likes.ProfileLikeView.as_view()),
    path("/by-handle/<str:handle>", users.ProfileByHandleView.as_view()),
    path("/check-handle/<str:handle>", users.HandleView.as_view()),
]
