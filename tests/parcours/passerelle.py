"""A gate that speaks HTTPS for a server that does not, as a town's reverse proxy does.

Certificate made here, signed by nobody. One connection per request, sockets excepted.
"""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.ports import free_port

_GONE = (OSError, asyncio.IncompleteReadError, ssl.SSLError)


@contextmanager
def https_gate(towards: int, nom: str, folder: Path) -> Iterator[int]:
    """The port of a gate in front of that other port, until the end of the block."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(nom, folder))
    port, ready, loop = free_port(), threading.Event(), asyncio.new_event_loop()
    finished = asyncio.Event()

    async def serve() -> None:
        gate = _Gate(towards)
        server = await asyncio.start_server(gate.receive, "127.0.0.1", port, ssl=context)
        ready.set()
        await finished.wait()
        server.close()
        await gate.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(20), "the gate did not open"
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(finished.set)
        thread.join(20)
        loop.close()


def _certificate(nom: str, folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / f"{nom}.crt", folder / f"{nom}.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += [
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={nom}",
        "-addext",
        f"subjectAltName=DNS:{nom}",
    ]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


class _Gate:
    """Whoever is passing through."""

    def __init__(self, towards: int) -> None:
        self._towards = towards
        self._passing: set[asyncio.Task[None]] = set()

    async def receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One browser's connection: its request handed on, then bytes both ways."""
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        try:
            with suppress(*_GONE):
                head = await reader.readuntil(b"\r\n\r\n")
                inner_reader, inner_writer = await asyncio.open_connection(
                    "127.0.0.1", self._towards
                )
                inner_writer.write(_forwarded(head))
                await _both_ways(reader, writer, inner_reader, inner_writer)
        except asyncio.CancelledError:
            pass  # the hall closes
        finally:
            writer.transport.abort()
            self._passing.discard(task)

    async def close(self) -> None:
        for task in list(self._passing):
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)


async def _both_ways(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    inner_reader: asyncio.StreamReader,
    inner_writer: asyncio.StreamWriter,
) -> None:
    inward = asyncio.ensure_future(_pump(reader, inner_writer))
    try:
        await _pump(inner_reader, writer)
    finally:
        inward.cancel()
        with suppress(asyncio.CancelledError):
            await inward
        inner_writer.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(*_GONE):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


def _forwarded(head: bytes) -> bytes:
    """The request's head as a reverse proxy hands it on."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    names = [line.partition(b":")[0].lower() for line in lines]
    host = lines[names.index(b"host")].partition(b":")[2].strip()
    if b"upgrade" not in names:
        lines = [line for line, nom in zip(lines, names, strict=True) if nom != b"connection"]
        lines.append(b"Connection: close")
    lines += [b"X-Forwarded-Proto: https", b"X-Forwarded-For: 192.0.2.7"]
    lines.append(b"X-Forwarded-Host: " + host)
    return b"\r\n".join([first, *lines]) + b"\r\n\r\n"
