from django.urls import path

from messaging import api

urlpatterns = [
    path("/conversations", api.ConversationsView.as_view()),
    path("/conversations/<uuid:conversation_id>", api.ConversationView.as_view()),
    path("/conversations/<uuid:conversation_id>/accept", api.AcceptView.as_view()),
    path("/conversations/<uuid:conversation_id>/decline", api.DeclineView.as_view()),
    path("/conversation/<uuid:conversation_id>", api.MessagesView.as_view()),
    path("/conversation/<uuid:conversation_id>/read", api.ReadUpToView.as_view()),
    path("/conversation/<uuid:conversation_id>/typing", api.TypingView.as_view()),
    path("/send", api.SendView.as_view()),
    path("/<uuid:message_id>", api.MessageView.as_view()),
    path("/<uuid:message_id>/read", api.ReadView.as_view()),
    path("/<uuid:message_id>/reactions", api.ReactionsView.as_view()),
    path("/<uuid:message_id>/reactions/<str:emoji>", api.ReactionView.as_view()),
]
