"""Daphne with our limits: it tells each socket how its bytes flow, and says why it closes one."""

from daphne.server import Server

from topin.realtime.outflow import Outflow

PING_SECONDS = 25
LARGEST_FRAME = 256 * 1024  # of ours; the client's limit is lower and kept by the consumer
CLOSING_SECONDS = 5  # for the rest of the bytes and the closing frame


class RealtimeServer(Server):
    def __init__(self, application, bind, port):
        super().__init__(
            application,
            endpoints=[f"tcp:port={port}:interface={bind}"],
            ping_interval=PING_SECONDS,
            websocket_max_message_size=LARGEST_FRAME,
            websocket_max_frame_size=LARGEST_FRAME,
            server_name="",
            ready_callable=self._set_options,
        )

    def _set_options(self):
        # By default Autobahn drops a connection that sends too much; a client should learn why (1009).
        self.ws_factory.setProtocolOptions(failByDrop=False, closeHandshakeTimeout=CLOSING_SECONDS)

    def create_application(self, protocol, scope):
        if scope["type"] == "websocket":
            scope["outflow"] = Outflow(protocol)
        return super().create_application(protocol, scope)
