"""A meeting as an iCalendar file, to be opened by any calendar.

After RFC 5545 (« Internet Calendaring and Scheduling Core Object Specification », September
2009): lines end in CRLF and are folded at 75 octets (3.1); text escapes backslash, semicolon,
comma and line ends (3.3.11); UID and DTSTAMP are required, and UID never changes (3.6.1,
3.8.4.7); a corrected event has a higher SEQUENCE (3.8.7.4). Instants are given in UTC, so that
no description of a time zone has to travel with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from cafe.documents.convocation import Convocation, bounds

_LARGEUR = 75  # octets, the line end left out
_PRODUIT = "-//Café//Convocation//FR"


def render_ics(
    convocation: Convocation, *, uid: str, sequence: int, edite_le: datetime
) -> bytes | None:
    """The file; None while the day of the meeting is not known.

    `uid`: the same for every edition of one meeting; `sequence`: higher at each correction, from
    0; `edite_le`: an aware instant. A day without an hour is a whole day.
    """
    if convocation.jour is None:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUIT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(uid)}",
        f"DTSTAMP:{_utc(edite_le)}",
        f"SEQUENCE:{sequence}",
        *_dates(convocation, convocation.jour),
        f"SUMMARY:{_text(convocation.titre)}",
        *([f"LOCATION:{_text(convocation.lieu)}"] if convocation.lieu else []),
        f"DESCRIPTION:{_text(_description(convocation))}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _dates(convocation: Convocation, le: date) -> Iterator[str]:
    found = bounds(convocation)
    if found is None:
        yield f"DTSTART;VALUE=DATE:{le:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{le + timedelta(days=1):%Y%m%d}"
        return
    start, end = found
    yield f"DTSTART:{_utc(start)}"
    if end is not None:
        yield f"DTEND:{_utc(end)}"


def _description(convocation: Convocation) -> str:
    points = [
        f"{point.numero}. {point.titre}" if point.numero else f"- {point.titre}"
        for point in convocation.points
    ]
    documents = [f"Document {d.lettre}\u00a0: {d.titre}" for d in convocation.documents]
    parts = [convocation.demarche, convocation.objet, "\n".join(points), "\n".join(documents)]
    return "\n\n".join(part for part in parts if part)


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A TEXT value: escaped, without the control characters that the format forbids."""
    kept = "".join(
        c for c in value.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or _printable(c)
    )
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _printable(character: str) -> bool:
    return character >= " " and not "\x7f" <= character <= "\x9f"


def _folded(line: str) -> bytes:
    """The line in UTF-8, cut at 75 octets between two characters, each part after the first
    begun by a space."""
    parts: list[bytes] = []
    current = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        # The space that begins a continuation counts.
        if len(current) + len(octets) > (_LARGEUR if not parts else _LARGEUR - 1):
            parts.append(current)
            current = b""
        current += octets
    return b"\r\n ".join([*parts, current]) + b"\r\n"
