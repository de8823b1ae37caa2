"""Every rule of the URL map, knocked at by everybody, answers what the table says."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.droits import table
from tests.droits.monde import build_world

# A co-pilote reads a draft again: it may say something of it, and write nothing else.
READERS_MAY = "POST /piloter/seances/<seance_id>/compte-rendu/remarques"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def committed() -> dict[str, dict[str, str]]:
    return table.read()


@pytest.mark.timeout(600)
def test_every_door_answers_everybody_as_the_table_says(
    app: Flask, pytestconfig: pytest.Config
) -> None:
    monde = build_world(app)
    seen = table.visit_all(app, monde)
    if pytestconfig.getoption("--ecrire-droits"):
        table.write(seen, iter(monde.visiteurs))
    assert table.differences(table.read(), seen) == []


def test_a_route_missing_from_the_table_is_reported() -> None:
    seen = {"GET /a": {"chef": "200"}, "GET /b": {"chef": "200"}}
    assert table.differences({"GET /a": {"chef": "200"}}, seen) == ["absente de la table : GET /b"]


def test_another_status_and_a_vanished_route_are_reported() -> None:
    expected = {"GET /a": {"chef": "403"}, "GET /c": {"chef": "200"}}
    faults = table.differences(expected, {"GET /a": {"chef": "200"}})
    assert len(faults) == 2


def _closed(committed: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {
        route: line
        for route, line in committed.items()
        if route.split(" ")[1].startswith(("/piloter", "/animer"))
    }


def test_nobody_opens_a_closed_room_without_a_right(
    committed: dict[str, dict[str, str]],
) -> None:
    for route, line in _closed(committed).items():
        assert line["inconnu"] in ("302", "401"), route
        if "<" in route:
            for who in ("autre_demarche", "revoque", "autre_seance"):
                assert line[who] in ("302", "401", "403", "404"), (route, who)


def test_a_reader_writes_nowhere(committed: dict[str, dict[str, str]]) -> None:
    for route, line in _closed(committed).items():
        if route.startswith(WRITES) and route != READERS_MAY:
            assert line["lecteur"] in ("403", "404"), route


def test_the_team_room_is_never_a_500(committed: dict[str, dict[str, str]]) -> None:
    for route, line in committed.items():
        assert not {s for s in line.values() if s.startswith("5")}, route
