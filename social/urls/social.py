from django.urls import path

from social import api, api_muted_words, api_quiet, api_requests, api_suggestions

urlpatterns = [
    path("/follow/<uuid:user_id>", api.FollowView.as_view()),
    path("/followers/<uuid:user_id>", api.FollowersView.as_view()),
    path("/following/<uuid:user_id>", api.FollowingView.as_view()),
    path("/mutuals/<uuid:user_id>", api.MutualsView.as_view()),
    path("/requests", api_requests.RequestsView.as_view()),
    path("/requests/sent", api_requests.SentRequestsView.as_view()),
    path("/requests/approve-all", api_requests.ApproveAllView.as_view()),
    path("/requests/<uuid:user_id>", api_requests.RequestView.as_view()),
    path("/requests/<uuid:user_id>/approve", api_requests.ApproveView.as_view()),
    path("/requests/<uuid:user_id>/decline", api_requests.DeclineView.as_view()),
    path("/block/<uuid:user_id>", api_quiet.BlockView.as_view()),
    path("/blocked", api_quiet.BlockedView.as_view()),
    path("/mute/<uuid:user_id>", api_quiet.MuteView.as_view()),
    path("/muted", api_quiet.MutedView.as_view()),
    path("/muted-words", api_muted_words.MutedWordsView.as_view()),
    path("/muted-words/<uuid:word_id>", api_muted_words.MutedWordView.as_view()),
    path("/suggestions", api_suggestions.SuggestionsView.as_view()),
    path("/suggestions/<uuid:user_id>", api_suggestions.SuggestionView.as_view()),
]
