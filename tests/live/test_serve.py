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
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
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
