"""A strict reader of one calendar event, written from RFC 5545: what it cannot read is a fault."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:\"]+)*):(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE"}

Valeur = str | int | date | datetime


def read_ics(data: bytes) -> dict[str, Valeur]:
    """The properties of the only event. Raises AssertionError for any fault of form."""
    assert data.endswith(b"\r\n")
    physical = data.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line for line in physical)
    assert all(0 < len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")  # a fold never cuts a character
    lines = data[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[2].startswith("PRODID:")
    start, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    assert end == len(lines) - 2
    found: dict[str, Valeur] = {}
    for line in lines[start + 1 : end]:
        nom, valeur = _property(line)
        assert nom in _ONCE, nom
        assert nom not in found, f"{nom} twice"
        found[nom] = valeur
    assert {"UID", "DTSTAMP", "DTSTART"} <= set(found)
    return found


def _property(line: str) -> tuple[str, Valeur]:
    match = _LINE.fullmatch(line)
    assert match, line
    nom, parameters, raw = match.groups()
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", raw)
    if nom.startswith("DT"):
        return nom, _moment(raw, parameters)
    if nom == "SEQUENCE":
        return nom, int(raw)
    unescaped = re.sub(r"\\[\\;,nN]", "", raw)
    assert not re.search(r"[\\;,]", unescaped), f"not escaped: {raw}"
    return nom, _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], raw)


def _moment(raw: str, parameters: str) -> date | datetime:
    if parameters == ";VALUE=DATE":
        return datetime.strptime(raw, "%Y%m%d").replace(tzinfo=UTC).date()
    assert parameters == ""
    return datetime.strptime(raw, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
