"""Sockets. Apps say how their events look to clients (`renders`), what their topics tell (`watched`, `hinted`),
what a client's frame does (`answered`), and whisper what nobody keeps (`whisper`)."""

from topin.realtime.bell import whisper
from topin.realtime.rendering import renders
from topin.realtime.topics import answered, hinted, watched

__all__ = ["answered", "hinted", "renders", "watched", "whisper"]
