"""Daphne with our limits: it tells each socket how its bytes flow, and says why it closes one."""

import gc

from daphne.server import Server
from django.conf import settings

from topin.realtime.outflow import Outflow

GARBAGE = 20_000  # objects that came and did not go, between two looks for it
CLOSING_SECONDS = 5  # for the bytes that still wait, and the closing frame behind them


class RealtimeServer(Server):
    def __init__(self, application, bind, port):
        super().__init__(
            application,
            endpoints=[f"tcp:port={port}:interface={bind}"],
            ping_interval=settings.SOCKET_PING_SECONDS,
            websocket_max_message_size=settings.SOCKET_FRAME_BYTES,  # of clients; ours go past Autobahn
            server_name="",
            ready_callable=self._set_options,
        )

    def _set_options(self):
        # Each socket is some hundred objects that stay: to look through them again and again would stop all the others.
        gc.freeze()
        gc.set_threshold(GARBAGE, 10, 100)
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
        else:
            await super().handle_reply(protocol, message)
