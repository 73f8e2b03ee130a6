from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self):
        from posts import exports, jobs, readers, rpc, topics  # noqa: F401  (they register themselves)
