import os
from pathlib import Path

from django.apps import AppConfig


class StageConfig(AppConfig):
    name = "tests.events.stage"
    label = "stage"

    def ready(self):
        from accounts.pictures import cage
        from tests.events.stage import jobs, readers  # noqa: F401

        cage.PROGRAM = Path(os.environ.get("STAGE_DRAWING") or cage.PROGRAM)
