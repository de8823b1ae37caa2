"""What the server says on the wire: one frozen dataclass per message, nothing else is sent.

``static/js/live/events.js`` mirrors the names and fields; a test compares the two.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar


class Geste(StrEnum):
    """What an operation does to the page."""

    APPEND = "append"  # put into container ``cible``, sorted; an element of that id is replaced
    REPLACE = "replace"  # replace element ``cible`` where it stands
    REMOVE = "remove"  # take element ``cible`` away


@dataclass(frozen=True)
class Operation:
    """One change of the page; ``html`` is a single element with an id."""

    action: Geste
    cible: str
    html: str = ""


@dataclass(frozen=True)
class Fragments:
    """Changes up to event ``numero``; ``apres`` is the number sent to this salle before.

    A client whose last number is lower than ``apres`` has missed something and fetches its
    body again. With ``apres == numero`` and no operation, everybody is asked to.
    """

    nom: ClassVar[str] = "fragments"
    apres: int
    numero: int
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True)
class Etat:
    """Tells phones that their state has changed; they fetch it with a random delay."""

    nom: ClassVar[str] = "etat"
    numero: int


@dataclass(frozen=True)
class Presence:
    """Every ten seconds: the number sent last to this salle, and how many phones listen."""

    nom: ClassVar[str] = "presence"
    numero: int
    telephones: int


@dataclass(frozen=True)
class Minuteur:
    """The clock of the step, in milliseconds: its end, the server's time, what is left while it
    is paused. No end and no pause: nothing is timed. Sent to every salle, and at each join."""

    nom: ClassVar[str] = "minuteur"
    fin: int | None
    maintenant: int
    pause: int | None = None


Message = Fragments | Etat | Presence | Minuteur
MESSAGES: tuple[type[Message], ...] = (Fragments, Etat, Presence, Minuteur)


def payload(message: Message) -> dict[str, Any]:
    """The message as it travels."""
    return asdict(message)
