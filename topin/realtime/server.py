"""Daphne with our limits: it tells each socket how its bytes flow, and says why it closes one."""

from daphne.server import Server
from django.conf import settings

from topin.realtime.outflow import Outflow

LARGEST_MESSAGE = 256 * 1024  # of ours; clients send less (SOCKET_FRAME_BYTES)
TEXT = 0x81  # the first byte of a whole text message
CLOSING_SECONDS = 5  # for the bytes that still wait, and the closing frame behind them


class RealtimeServer(Server):
    def __init__(self, application, bind, port):
        super().__init__(
            application,
            endpoints=[f"tcp:port={port}:interface={bind}"],
            ping_interval=settings.SOCKET_PING_SECONDS,
            websocket_max_message_size=LARGEST_MESSAGE,
            websocket_max_frame_size=settings.SOCKET_FRAME_BYTES,  # of incoming frames only
            server_name="",
            ready_callable=self._set_options,
        )

    def _set_options(self):
        # By default Autobahn drops a connection that sends too much; a client should learn why (1009).
        # A null origin is for the consumer to refuse (4403).
        self.ws_factory.setProtocolOptions(
            failByDrop=False, closeHandshakeTimeout=CLOSING_SECONDS, allowNullOrigin=True
        )

    def create_application(self, protocol, scope):
        if scope["type"] == "websocket":
            scope["outflow"] = Outflow(protocol)
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol, message):
        code = message.get("code") or 1000
        if message["type"] == "websocket.close" and 1000 < code < 3000:
            # Autobahn's `sendClose` leaves these codes to servers, and does not see that we are one.
            protocol.sendCloseFrame(code=code)
        elif message["type"] == "websocket.send" and self._is_open(protocol):
            # What Autobahn would write too, at half the price: nothing of ours is compressed, split or queued there.
            protocol.transport.write(text_frame(message["text"].encode()))
        else:
            await super().handle_reply(protocol, message)

    def _is_open(self, protocol):
        connection = self.connections.get(protocol)
        return connection and not connection.get("disconnected") and protocol.state == protocol.STATE_OPEN


def text_frame(payload):
    """One whole text message, as servers send it (RFC 6455, 5.2)."""
    size = len(payload)
    if size <= 125:
        return bytes((TEXT, size)) + payload
    if size <= 0xFFFF:
        return bytes((TEXT, 126)) + size.to_bytes(2) + payload
    return bytes((TEXT, 127)) + size.to_bytes(8) + payload
