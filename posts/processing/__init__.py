"""What files of members really are, and what is made of them, in a cage.

`kinds` tells a format from the first bytes, decoding nothing. `images`, `films` and `sounds` make renditions by
programs that `cage` runs: processes of their own, which may use little and reach nothing (`confine`). Only the
media worker does this. Files are read from and written to one folder of unfinished work.
"""

from typing import NamedTuple


class Refused(Exception):
    """Nothing can be made of this file; `code` says why (sentences: `internal.media_failure_json`)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class CageBroke(RuntimeError):
    """A process was ended from outside or got no processor: not the file's fault, worth another try."""


class Made(NamedTuple):
    """What was made of a file. Sizes are pixels of the largest rendition, `duration` is seconds.

    `variants` are [{name, file, width, height, content_type, size}], largest first; `files` are all names in the
    folder that belong to it, also those that no variant names.
    """

    kind: str
    variants: list
    files: list
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    blurhash: str | None = None
