"""The server itself: it says when it is ready, forgets the silent, and stops when asked."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

PROGRAMME = """
from cafe import serve
serve.patch()
serve.PATIENCE = 0.3
def app(environ, start_response):
    said = environ.get("HTTP_X_ECHO", "ok") + environ.get("HTTP_COOKIE", "")
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said.encode("latin-1")]
serve.serve(app, "127.0.0.1", 0, lambda port: print(port, flush=True))
print("fini", flush=True)
"""


@pytest.fixture
def processus() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAMME],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as enfant:
        yield enfant
        enfant.kill()


def ready_port(processus: subprocess.Popen[str]) -> int:
    assert processus.stdout is not None
    return int(processus.stdout.readline())


def test_it_answers_on_the_port_it_announces_and_keeps_the_connection(
    processus: subprocess.Popen[str],
) -> None:
    client = HTTPConnection("127.0.0.1", ready_port(processus), timeout=10)
    for _ in range(3):
        client.request("GET", "/")
        assert client.getresponse().read() == b"ok"
        assert client.sock is not None
    client.close()


def test_it_stops_when_told_to_and_writes_no_log(processus: subprocess.Popen[str]) -> None:
    client = HTTPConnection("127.0.0.1", ready_port(processus), timeout=10)
    client.request("GET", "/")
    assert client.getresponse().read() == b"ok"
    client.close()
    processus.send_signal(signal.SIGTERM)
    sortie, erreurs = processus.communicate(timeout=10)
    assert (sortie, erreurs, processus.returncode) == ("fini\n", "", 0)


@pytest.mark.parametrize("debut", [b"", b"GET / HTTP/1.1\r\nHost: sal"])
def test_whoever_falls_silent_is_let_go_without_a_word(
    processus: subprocess.Popen[str], debut: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", ready_port(processus)), timeout=10) as muet:
        muet.sendall(debut)
        assert muet.recv(100) == b""
    processus.send_signal(signal.SIGTERM)
    assert processus.communicate(timeout=10)[1] == ""


def ask(port: int, *lines: bytes) -> bytes:
    """One request made of these header lines; all that is answered before the end."""
    request = b"\r\n".join((b"GET / HTTP/1.1", b"Host: salle", *lines, b"Connection: close"))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(request + b"\r\n\r\n")
        received = b""
        while piece := client.recv(4096):
            received += piece
    return received


def test_headers_reach_the_application_whatever_their_case_and_blanks(
    processus: subprocess.Popen[str],
) -> None:
    port = ready_port(processus)
    assert ask(port, b"x-eCHO:\t d\xe9j\xe0 \t ").endswith(b"\r\n\r\nd\xe9j\xe0")
    assert ask(port, b"Cookie: a=1", b"cookie: b=2").endswith(b"oka=1; b=2")


@pytest.mark.parametrize(
    "lines",
    [
        [b"Sans deux points"],
        [b"X-Echo : blanc avant"],
        [b"X-Echo: plie", b"\ten deux"],
        [b"Content-Length: 0", b"Content-Length: 5"],
        [b"Content-Length: 1 0"],
        [b"X-Echo: " + b"x" * 20_000],
        [b"X-%d: 1" % n for n in range(101)],
    ],
)
def test_what_is_no_clear_header_is_refused(
    processus: subprocess.Popen[str], lines: list[bytes]
) -> None:
    assert ask(ready_port(processus), *lines).startswith(b"HTTP/1.1 400 ")
