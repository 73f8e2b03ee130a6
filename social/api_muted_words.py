"""REST doors of /api/social for the words that a member would rather not read."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import selectors, services
from social.serializers import MutedWord, MutedWordPage, NewMutedWord, PageQuery
from topin.rest import ApiView, page_arguments, validated


class MutedWordsView(ApiView):
    @extend_schema(summary="The words you mute", parameters=[PageQuery], responses=MutedWordPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_muted_words(request.viewer, limit, cursor))

    @extend_schema(summary="Mute a word, or change how it is muted", request=NewMutedWord, responses={201: MutedWord})
    def post(self, request):
        return Response(services.mute_word(request.viewer, **validated(NewMutedWord, request)), status=201)


class MutedWordView(ApiView):
    @extend_schema(summary="Mute a word no longer", responses={204: None})
    def delete(self, request, word_id):
        services.unmute_word(request.viewer, word_id)
        return Response(status=204)
