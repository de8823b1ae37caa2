"""The words of the wire are the same on both sides."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from cafe.live.messages import MESSAGES, Fragments, Geste, Operation, payload

ROOT = Path(__file__).resolve().parents[2]
EVENTS_JS = ROOT / "static/js/live/events.js"


def typedef(source: str, name: str) -> str:
    """The shape that the script gives to a message, between its braces."""
    found = re.search(rf"@typedef {{{{(.*?)}}}} {name} \*/", source)
    assert found, f"{name} is not described in {EVENTS_JS.name}"
    return found[1]


def test_the_scripts_know_every_message_by_its_name_and_fields() -> None:
    source = EVENTS_JS.read_text(encoding="utf-8")
    exported = set(re.findall(r'export const [A-Z]+ = "(\w+)"', source))
    assert exported == {message.nom for message in MESSAGES} | {"join"}
    for shape in (*MESSAGES, Operation):
        described = re.findall(r"(\w+): ", typedef(source, shape.__name__))
        assert described == [field.name for field in fields(shape)]


def test_the_scripts_know_every_gesture() -> None:
    source = EVENTS_JS.read_text(encoding="utf-8")
    assert set(re.findall(r'"(\w+)"', typedef(source, "Operation"))) == set(Geste)


def test_the_documentation_gives_every_message_with_its_fields() -> None:
    text = (ROOT / "docs/temps-reel.md").read_text(encoding="utf-8")
    for message in MESSAGES:
        named = ", ".join(f"`{field.name}`" for field in fields(message))
        assert f"| `{message.nom}` | {named} |" in text


def test_a_message_travels_as_plain_values() -> None:
    message = Fragments(1, 2, (Operation(Geste.REMOVE, "carte-1"),))
    assert payload(message) == {
        "apres": 1,
        "numero": 2,
        "operations": ({"action": "remove", "cible": "carte-1", "html": ""},),
    }
