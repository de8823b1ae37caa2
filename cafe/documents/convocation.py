"""The convocation to a meeting: words to paste in a mail, and what a calendar needs to know.

Plain values only: no ORM object, no page, no address of anybody. The mail leaves from the
mailbox of whoever convenes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.dates import get_timezone

from cafe.documents.francais import FUSEAU, horaire, jour_de_semaine

_INSECABLE = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPrevu:
    """A point of the ordre du jour; number 0 is « suites de la dernière réunion »."""

    numero: int
    titre: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPrevu:
    """A document to have read: « Document A : … », and where it is, maybe."""

    lettre: str
    titre: str
    adresse: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocation:
    """What people are told. Hours are those of Paris; `fin` before `debut`: past midnight."""

    demarche: str
    titre: str
    jour: date | None = None
    debut: time | None = None
    fin: time | None = None
    lieu: str = ""
    objet: str = ""
    points: tuple[PointPrevu, ...] = ()
    documents: tuple[DocumentPrevu, ...] = ()
    signataire: str = ""

    @property
    def minutes_prevues(self) -> int:
        """How long the ordre du jour takes, as far as its points say."""
        return sum(point.minutes or 0 for point in self.points)


def subject(convocation: Convocation) -> str:
    """The mail's subject, on one line."""
    quand = f", {jour_de_semaine(convocation.jour)}" if convocation.jour else ""
    return " ".join(f"Convocation{_INSECABLE}: {convocation.titre}{quand}".split("\n"))


def mail_text(convocation: Convocation) -> str:
    """The mail's words; lines are separated by a line feed."""
    return "\n".join(_lines(convocation)) + "\n"


def bounds(convocation: Convocation) -> tuple[datetime, datetime | None] | None:
    """The first and last instant, in UTC; None without a day or an hour.

    Without an announced end, the ordre du jour says how long it takes, if it does.
    """
    if convocation.jour is None or convocation.debut is None:
        return None
    start = _instant(convocation.jour, convocation.debut)
    if convocation.fin is not None:
        past_midnight = convocation.fin <= convocation.debut
        last_day = convocation.jour + timedelta(days=1 if past_midnight else 0)
        return start, _instant(last_day, convocation.fin)
    minutes = convocation.minutes_prevues
    return start, start + timedelta(minutes=minutes) if minutes else None


def _instant(le: date, a: time) -> datetime:
    """That hour on the clocks of Paris, as UTC."""
    as_utc = datetime.combine(le, a, UTC)
    # Asked twice: the first guess may stand on the other side of a change of hour.
    for _ in range(2):
        shift = as_utc.astimezone(get_timezone(FUSEAU)).utcoffset() or timedelta()
        as_utc = datetime.combine(le, a, UTC) - shift
    return as_utc


def _lines(said: Convocation) -> Iterator[str]:
    yield "Bonjour,"
    yield ""
    yield f"Vous êtes convié·e à la rencontre suivante{_INSECABLE}:"
    yield said.titre
    yield said.demarche
    yield ""
    yield f"Quand{_INSECABLE}: {_when(said)}"
    yield f"Où{_INSECABLE}: {said.lieu or 'lieu à préciser'}"
    if said.objet:
        yield ""
        yield said.objet
    if said.points:
        yield ""
        yield "Ordre du jour"
        yield from (_point(point) for point in said.points)
    if said.documents:
        yield ""
        yield "Documents joints"
        for document in said.documents:
            yield f"- Document {document.lettre}{_INSECABLE}: {document.titre}"
            if document.adresse:
                yield f"  {document.adresse}"
    yield ""
    yield (
        "Merci de nous prévenir si vous ne pouvez pas venir, et de nous dire qui vous représentera."
    )
    yield ""
    yield "Cordialement,"
    if said.signataire:
        yield said.signataire


def _when(said: Convocation) -> str:
    if said.jour is None:
        return "date à préciser"
    return " ".join((jour_de_semaine(said.jour), horaire(said.debut, said.fin))).strip()


def _point(point: PointPrevu) -> str:
    minutes = f" ({point.minutes}{_INSECABLE}min)" if point.minutes else ""
    mark = f"{point.numero}." if point.numero else "-"
    return f"{mark} {point.titre}{minutes}"
