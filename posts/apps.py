from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self):
        from posts import (  # noqa: F401  (they register themselves)
            engine_jobs,
            engine_readers,
            exports,
            for_you_jobs,
            jobs,
            media_audience_readers,
            media_jobs,
            media_readers,
            readers,
            search_jobs,
            search_readers,
            topics,
            watch,
        )
