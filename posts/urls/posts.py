from django.urls import path

from posts.api import bookmarks, feeds, for_you, own, polls, posts, reposts, topics, views

urlpatterns = [
    path("", feeds.PostsView.as_view()),
    path("/user/<uuid:user_id>", feeds.MemberPostsView.as_view()),
    path("/drafts", own.DraftsView.as_view()),
    path("/scheduled", own.ScheduledView.as_view()),
    path("/deleted", own.DeletedView.as_view()),
    path("/bookmarks", bookmarks.BookmarksView.as_view()),
    path("/bookmarks/folders", bookmarks.FoldersView.as_view()),
    path("/views", views.PostViewsView.as_view()),
    path("/ranking", for_you.RankingView.as_view()),
    path("/tags/trending", topics.TrendingTopicsView.as_view()),
    path("/tags/mine", topics.MyTopicsView.as_view()),
    path("/tags/<str:tag>/follow", topics.FollowTopicView.as_view()),
    path("/tags/<str:tag>/mute", topics.MuteTopicView.as_view()),
    path("/<uuid:post_id>", posts.PostView.as_view()),
    path("/<uuid:post_id>/versions", posts.VersionsView.as_view()),
    path("/<uuid:post_id>/restore", posts.RestoreView.as_view()),
    path("/<uuid:post_id>/publish", posts.PublishView.as_view()),
    path("/<uuid:post_id>/pin", posts.PinView.as_view()),
    path("/<uuid:post_id>/repost", reposts.RepostView.as_view()),
    path("/<uuid:post_id>/votes", polls.VotesView.as_view()),
    path("/<uuid:post_id>/bookmark", bookmarks.BookmarkView.as_view()),
    path("/<uuid:post_id>/view", views.PostViewView.as_view()),
    path("/<uuid:post_id>/feedback", for_you.FeedbackView.as_view()),
]
