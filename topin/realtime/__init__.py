"""Sockets. Apps use `renders` to say how their events look to clients."""

from topin.realtime.rendering import renders

__all__ = ["renders"]
