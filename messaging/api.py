"""REST doors of /api/messages. What they answer holds texts, so that repeats are answered anew (`Remade`)."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from messaging import selectors, services
from messaging.serializers import (
    Conversation,
    ConversationChange,
    ConversationPage,
    ConversationQuery,
    DeletedFor,
    Message,
    MessagePage,
    NewMessage,
    Reacted,
    ReadUpTo,
)
from social.serializers import PageQuery
from topin import errors
from topin.idempotency import Remade
from topin.rest import ApiView, checked, page_arguments, validated


class MessageAnswers(ApiView):
    """Doors that answer with a Message."""

    def told(self, message, **options):
        return Remade(message, message["id"], **options)

    def again(self, request, ids):
        return Response(selectors.get_message(request.viewer, UUID(ids)))


class ConversationAnswers(ApiView):
    """Doors that answer with a Conversation."""

    def told(self, conversation):
        return Remade(conversation, conversation["id"])

    def again(self, request, ids):
        return Response(selectors.get_conversation(request.viewer, UUID(ids)))


class ConversationsView(ApiView):
    @extend_schema(
        operation_id="conversations_list",
        summary="Own conversations",
        parameters=[ConversationQuery, PageQuery],
        responses=ConversationPage,
    )
    def get(self, request):
        wanted = checked(ConversationQuery, request.GET.dict())
        return Response(selectors.get_conversations(request.viewer, wanted["state"], *page_arguments(request)))


class ConversationView(ConversationAnswers):
    @extend_schema(summary="One conversation", responses=Conversation)
    def get(self, request, conversation_id):
        return Response(selectors.get_conversation(request.viewer, conversation_id))

    @extend_schema(summary="Mute, archive, set the expiry", request=ConversationChange, responses=Conversation)
    def put(self, request, conversation_id):
        changes = validated(ConversationChange, request)
        return self.told(services.update_conversation(request.viewer, conversation_id, dict(changes)))


class AcceptView(ConversationAnswers):
    @extend_schema(summary="Accept a request", request=None, responses=Conversation)
    def post(self, request, conversation_id):
        return self.told(services.accept_conversation(request.viewer, conversation_id))


class DeclineView(ApiView):
    @extend_schema(summary="Decline a request; the sender is not told", request=None, responses={204: None})
    def post(self, request, conversation_id):
        services.decline_conversation(request.viewer, conversation_id)
        return Response(status=204)


class MessagesView(ApiView):
    @extend_schema(
        summary="The messages of a conversation, newest first; with this they are delivered",
        parameters=[PageQuery],
        responses=MessagePage,
    )
    def get(self, request, conversation_id):
        return Response(services.fetch_messages(request.viewer, conversation_id, *page_arguments(request)))


class ReadUpToView(ApiView):
    @extend_schema(summary="Mark a conversation as read up to a message", request=ReadUpTo, responses={204: None})
    def post(self, request, conversation_id):
        services.read_messages(request.viewer, conversation_id, **validated(ReadUpTo, request))
        return Response(status=204)


class TypingView(ApiView):
    @extend_schema(summary="Say that one is typing", request=None, responses={204: None})
    def post(self, request, conversation_id):
        services.note_typing(request.viewer, conversation_id)
        return Response(status=204)


class SendView(MessageAnswers):
    limits = ("message",)

    @extend_schema(summary="Send a message", request=NewMessage, responses={201: Message})
    def post(self, request):
        return self.told(services.send_message(request.viewer, **validated(NewMessage, request)), status=201)


class MessageView(ApiView):
    @extend_schema(
        summary="Delete a message for oneself, or for everyone", parameters=[DeletedFor], responses={204: None}
    )
    def delete(self, request, message_id):
        if checked(DeletedFor, request.GET.dict())["for"] == "everyone":
            services.delete_message_for_everyone(request.viewer, message_id)
        else:
            services.delete_message_for_me(request.viewer, message_id)
        return Response(status=204)


class ReadView(MessageAnswers):
    @extend_schema(summary="Mark a message, and those before it, as read", request=None, responses=Message)
    def put(self, request, message_id):
        return self.told(services.read_message(request.viewer, message_id))


class ReactionsView(MessageAnswers):
    @extend_schema(summary="React to a message", request=Reacted, responses=Message)
    def post(self, request, message_id):
        return self.told(services.react_to_message(request.viewer, message_id, **validated(Reacted, request)))


class ReactionView(MessageAnswers):
    @extend_schema(summary="Take a reaction back", request=None, responses=Message)
    def delete(self, request, message_id, emoji):
        if len(emoji) > 100:
            raise errors.NotFound()
        return self.told(services.withdraw_reaction(request.viewer, message_id, emoji))
