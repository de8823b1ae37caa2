"""The table of rights: one line per rule and method, one column per visitor.

``python -m pytest tests/droits --ecrire-droits`` writes ``table.csv`` anew; read the
difference before committing it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from cafe.actions.core import Refusal
from cafe.actions.writer import Writer
from cafe.medias import OPTION
from tests.droits.monde import MondeComplet

FILE = Path(__file__).with_name("table.csv")
# Their answers do not depend on who asks, or end the visitor's own session.
SKIPPED_METHODS = frozenset({"HEAD", "OPTIONS"})


class _Done(Exception):
    """Takes a write back once it is done, and carries what it answered."""

    def __init__(self, value: object) -> None:
        self.value = value


class ForgetfulWriter:
    """Runs each write and takes it back, so that every visit finds the same world.

    By the application's own writer, in its turn: a plan being drawn for another visit may write
    meanwhile, on the same connection.
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def run(self, job: Callable[[Session], object]) -> object:
        def and_take_back(session: Session) -> None:
            # Files cannot be taken back: these writes know no folder.
            session.connection(execution_options={OPTION: None})
            raise _Done(job(session))

        try:
            self.writer.run(and_take_back)
        except _Done as done:
            return done.value
        raise AssertionError("unreachable")

    def scrub(self) -> None:
        """Nothing was written."""


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Every method and rule of the application, in a stable order."""
    found = [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - SKIPPED_METHODS)
    ]
    return sorted(found, key=lambda pair: (pair[1].rule, pair[0]))


def address(app: Flask, rule: Rule, monde: MondeComplet) -> str:
    """The rule with a real object in each of its variables. Raises KeyError for a new one."""
    values = {
        name: monde.valeurs.get(f"{rule.endpoint}:{name}") or monde.valeurs[name]
        for name in rule.arguments
    }
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, values) if not rule.arguments else _build(rule, values)


def _build(rule: Rule, values: dict[str, str]) -> str:
    built = rule.build({k: int(v) if v.isdigit() else v for k, v in values.items()})
    assert built is not None
    return built[1]


def visit_all(app: Flask, monde: MondeComplet) -> dict[str, dict[str, str]]:
    """Knock at every door as everybody; the statuses by line and column."""
    app.config["WTF_CSRF_ENABLED"] = False
    table: dict[str, dict[str, str]] = {}
    for method, rule in routes(app):
        url = address(app, rule, monde)
        line = table.setdefault(f"{method} {rule.rule}", {})
        for name, visiteur in monde.visiteurs.items():
            line[name] = _visit(app, visiteur, method, url)
    return table


def _visit(app: Flask, visiteur: object, method: str, url: str) -> str:
    client = visiteur()  # type: ignore[operator]
    kept = app.extensions["cafe_writer"]
    app.extensions["cafe_writer"] = ForgetfulWriter(kept)
    try:
        answer = client.open(url, method=method, buffered=True)
        return str(answer.status_code)
    except Refusal as refusal:
        return str(refusal.status)
    finally:
        app.extensions["cafe_writer"] = kept


def read() -> dict[str, dict[str, str]]:
    """The committed table."""
    with FILE.open(encoding="utf-8", newline="") as source:
        return {row.pop("route"): row for row in csv.DictReader(source, delimiter=";")}


def write(table: dict[str, dict[str, str]], columns: Iterator[str]) -> None:
    """Replace the committed table."""
    with FILE.open("w", encoding="utf-8", newline="") as target:
        out = csv.DictWriter(target, ["route", *columns], delimiter=";", lineterminator="\n")
        out.writeheader()
        for route, line in table.items():
            out.writerow({"route": route} | line)


def differences(expected: dict[str, dict[str, str]], seen: dict[str, dict[str, str]]) -> list[str]:
    """One sentence per route or status that is not what the table says."""
    faults = [f"absente de la table : {route}" for route in seen if route not in expected]
    faults += [f"n’existe plus : {route}" for route in expected if route not in seen]
    for route in seen.keys() & expected.keys():
        faults += [
            f"{route}, {who} : {expected[route].get(who)} attendu, {status} reçu"
            for who, status in seen[route].items()
            if expected[route].get(who) != status
        ]
    return sorted(faults)
