"""Sockets. Apps say how their events look to clients (`renders`) and what their topics tell (`watched`, `hinted`)."""

from topin.realtime.rendering import renders
from topin.realtime.topics import hinted, watched

__all__ = ["hinted", "renders", "watched"]
