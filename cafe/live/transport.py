"""The last step of a live message: from one emit to many sockets, under gevent.

Lives here: WebSocket frames, the socket under each WebSocket, the direct fan-out, its limits.
Must not live here: rooms, rights, what a message says.

The usual way costs each recipient a queue, a greenlet switch and a frame of its own. Here a packet
is encoded and framed once per emit, then sent by one non-blocking call to each client that is
idle: nothing waiting in its queue, nobody writing on its socket. Anyone else (long-polling, a
binary packet, an upgrade under way, a slow reader) gets it through the queue, behind what
waits there already, so that order holds. No lock guards the check: under gevent nothing else runs
between it and the send, nor between the moment a client's writer takes a packet and the moment it
holds the socket. That is why threads keep Flask-SocketIO's own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any

import gevent
import simple_websocket
from engineio.async_drivers.gevent import WebSocketWSGI
from gevent.event import Event
from gevent.lock import BoundedSemaphore
from wsproto.utilities import ProtocolError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask_socketio import SocketIO

MAX_WAITING = 500  # packets queued for one client before it is dropped, and resyncs on its return


def wrap_wsgi(app: WSGIApplication) -> WSGIApplication:
    """Serve `app` without ever agreeing to compress WebSocket messages.

    Browsers always offer it and simple-websocket always accepts: twice the memory per phone, a
    quarter more CPU per message, for messages that are small.
    """

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return serve


def text_frame(text: str) -> bytes:
    """One whole unmasked WebSocket text frame, as a server sends it."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + payload


class Line:
    """The socket under one WebSocket: whole frames only, one after the other, whoever sends.

    A plain `send` may take only a part of a frame, and a pong may fall into the middle of
    another greenlet's frame: either would corrupt the stream from there on.
    """

    def __init__(self, sock: gevent.socket.socket, patience: float) -> None:
        # A phone out of reach says nothing: without a limit its greenlets stay for a quarter hour.
        sock.settimeout(patience)
        self._sock = sock
        self._turn = BoundedSemaphore(1)
        self._writers = 0
        self.recv = sock.recv

    @property
    def idle(self) -> bool:
        """Whether nobody is writing on this socket, or waiting to."""
        return not self._writers

    def send(self, frames: bytes) -> int:
        """Write all of `frames`, after those who came before. Raises BrokenPipeError."""
        self._writers += 1
        try:
            with self._turn:
                self._write(frames)
        finally:
            self._writers -= 1
        return len(frames)

    def send_now(self, frame: bytes) -> None:
        """Send without waiting, on an idle line; what does not fit follows on its own."""
        try:
            sent = self._sock._sock.send(frame)  # type: ignore[attr-defined]
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # gone: the greenlet that reads this socket finds out and clears up
        if sent < len(frame):
            self._writers += 1
            self._turn.acquire()
            gevent.spawn(self._send_rest, frame[sent:])

    def _send_rest(self, rest: bytes) -> None:
        with suppress(BrokenPipeError):  # as above
            self._write(rest)
        self._turn.release()
        self._writers -= 1

    def _write(self, frames: bytes) -> None:
        try:
            self._sock.sendall(frames)
        except OSError as error:
            self.cut()
            raise BrokenPipeError from error

    def cut(self) -> None:
        """End the connection under whoever reads or writes it."""
        with suppress(OSError):  # the other side may be faster
            self._sock.shutdown(SHUT_RDWR)

    def close(self) -> None:
        self.cut()
        self._sock.close()


class _NoThread:
    """Stands where simple-websocket starts its reader: `_WebSocket.receive` reads by itself."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        del target

    def start(self) -> None:
        pass


class _WebSocket(simple_websocket.Server):  # type: ignore[misc]
    """simple-websocket over a `Line`, reading in its caller's greenlet: one greenlet less each."""

    sock: Any
    connected: bool

    def __init__(self, environ: WSGIEnvironment, patience: float, max_size: int) -> None:
        self._patience = patience
        super().__init__(
            environ, max_message_size=max_size, thread_class=_NoThread, event_class=Event
        )

    def handshake(self) -> None:
        self.sock = Line(self.sock, self._patience)
        super().handshake()

    def receive(self, timeout: float | None = None) -> str | bytes:
        """The next message. Raises ConnectionClosed; `timeout` is the line's own."""
        while not self.input_buffer:
            if not self.connected:
                raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
            try:
                data = self.sock.recv(self.receive_bytes)
                if data:
                    self.ws.receive_data(data)
                self.connected = bool(data) and self._handle_events()
            except (OSError, ProtocolError):
                self.connected = False
        message: str | bytes = self.input_buffer.pop(0)
        return message


class _Upgrade(WebSocketWSGI):  # type: ignore[misc]
    """What Engine.IO calls for one WebSocket: opens it and makes its line known while it lasts."""

    def __init__(
        self, lines: MutableMapping[str, Line], handler: Callable[..., Any], server: Any
    ) -> None:
        super().__init__(handler, server)
        self._lines = lines
        self._sid: str = handler.__self__.sid  # type: ignore[attr-defined]
        self._patience: float = server.ping_interval + server.ping_timeout
        self._max_size: int = server.max_http_buffer_size

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.ws = _WebSocket(environ, self._patience, self._max_size)
        self._lines[self._sid] = self.ws.sock
        try:
            result: Iterable[bytes] = self.app(self)
        finally:
            self._lines.pop(self._sid, None)
            self.ws.sock.close()
        if self.ws.mode == "gunicorn":
            raise StopIteration  # how gunicorn is told that the connection was taken over
        return result


class FanOut:
    """Gives one Engine.IO packet to one client, by the short way when it is free."""

    def __init__(self, engine: Any, lines: MutableMapping[str, Line]) -> None:
        self._engine = engine
        self._lines = lines
        self._packet: object = None
        self._frame = b""

    def send(self, sid: str, packet: Any) -> None:
        """Must be called on the hub's thread. An emit gives all its recipients the same packet."""
        client = self._engine.sockets.get(sid)
        if client is None or client.closing or client.closed:
            return
        line = self._lines.get(sid) if client.upgraded else None
        waiting = client.queue.qsize()
        if not waiting and line is not None and line.idle and not packet.binary:
            if packet is not self._packet:
                self._packet, self._frame = packet, text_frame(packet.encode())
            line.send_now(self._frame)
        elif waiting < MAX_WAITING:
            self._engine.send_packet(sid, packet)
        elif line is not None:
            line.cut()
        else:
            reason = self._engine.reason.TRANSPORT_ERROR
            self._engine.start_background_task(client.close, wait=False, abort=True, reason=reason)


def install(socketio: SocketIO) -> None:
    """Give this server's emits the direct fan-out. Call once, after `init_app`, under gevent."""
    server = socketio.server  # type: ignore[attr-defined]
    lines: dict[str, Line] = {}
    # The table of drivers is shared by all servers of the process: this one gets its own.
    server.eio._async = {**server.eio._async, "websocket": partial(_Upgrade, lines)}
    server._send_eio_packet = FanOut(server.eio, lines).send
