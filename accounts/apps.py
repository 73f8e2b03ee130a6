from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import errors, jobs, readers, topics  # noqa: F401  (they register what constraints mean, and who reacts)
