"""A socket opens from our own pages, under a name that is ours, and from nowhere else."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from flask import Flask

from cafe.config import Reglages
from cafe.live.origins import origin_allowed

PUBLIC = "https://cafe.exemple.fr"


@pytest.mark.parametrize(
    ("host", "origin", "allowed"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("localhost:8000", "http://localhost:8000", True),
        ("192.168.1.20:8000", "http://192.168.1.20:8000", True),
        ("10.0.0.4", "http://10.0.0.4", True),
        ("[fe80::1]:8000", "http://[fe80::1]:8000", True),
        ("cafe.exemple.fr", "https://cafe.exemple.fr", True),
        ("192.168.1.20:8000", None, True),
        # Another site, through a browser that holds our cookies.
        ("192.168.1.20:8000", "http://ailleurs.exemple", False),
        ("192.168.1.20:8000", "http://192.168.1.20:9000", False),
        ("192.168.1.20:8000", "null", False),
        # A name that was made to point to the hall's laptop.
        ("ailleurs.exemple:8000", "http://ailleurs.exemple:8000", False),
        ("ailleurs.exemple:8000", None, False),
        ("8.8.8.8", "http://8.8.8.8", False),
        ("", None, False),
        ("[", "http://[", False),
    ],
)
def test_whose_pages_may_open_a_socket(
    reglages: Reglages, host: str, origin: str | None, allowed: bool
) -> None:
    ours = replace(reglages, public_url=PUBLIC)
    assert origin_allowed(ours, origin, {"HTTP_HOST": host}) is allowed


def test_the_machine_s_own_name_is_ours(reglages: Reglages) -> None:
    name = f"{socket.gethostname().lower()}:8000"
    assert origin_allowed(reglages, f"http://{name}", {"HTTP_HOST": name})


def test_behind_a_proxy_without_public_url_the_same_host_is_enough(reglages: Reglages) -> None:
    public = replace(reglages, mode="public", public_url=None)
    host = {"HTTP_HOST": "concertation.exemple.fr"}
    assert origin_allowed(public, "https://concertation.exemple.fr", host)
    assert not origin_allowed(public, "https://ailleurs.exemple", host)


@pytest.mark.parametrize(
    ("origin", "status"), [("http://localhost", 200), ("http://ailleurs.exemple", 400)]
)
def test_the_server_asks_before_any_connection(app: Flask, origin: str, status: int) -> None:
    answer = app.test_client().get(
        "/socket.io/?EIO=4&transport=polling", headers={"Origin": origin, "Host": "localhost"}
    )
    assert answer.status_code == status
