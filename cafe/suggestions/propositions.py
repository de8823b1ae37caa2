"""What is asked of `tableau` and what it answers: plain values, for another process to compute."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

DOUBLON, GROUPE, PLACE, TITRE = "doublon", "groupe", "place", "titre"


@dataclass(frozen=True, slots=True)
class Texte:
    """A card: its text, the empreinte kept of it if any, its group if it is in one."""

    id: str
    texte: str
    octets: bytes | None = None
    groupe: str | None = None


@dataclass(frozen=True, slots=True)
class Demande:
    """The cards of a question in a stable order; ``fond``: others, to learn which words are rare.

    ``sens``: the meaning of texts counts too; the extra must be installed.
    """

    cartes: tuple[Texte, ...]
    fond: tuple[Texte, ...] = ()
    sens: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """Cards that might go together; for a place, one card and the group that it might join; for a
    title, the group alone.

    ``cle`` names it by ids alone, the same each time it would come again. ``score``: a cosine.
    """

    genre: str
    cle: str
    cartes: tuple[str, ...]
    groupe: str | None
    titre: str
    mots: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Propositions:
    """``probables``: the tightest groups; ``groupes``: a first grouping of all that is left;
    ``titres``: out of the words of each group that people made."""

    doublons: tuple[Proposition, ...] = ()
    probables: tuple[Proposition, ...] = ()
    groupes: tuple[Proposition, ...] = ()
    places: tuple[Proposition, ...] = ()
    titres: tuple[Proposition, ...] = ()


def propose_apart(demande: Demande) -> bytes:
    """What `tableau.propose` finds, as bytes: for another process; `read_propositions` reads it."""
    # Here, not above: the server that asks and reads needs none of the libraries that compute.
    from cafe.suggestions.tableau import propose

    return json.dumps(asdict(propose(demande))).encode()


def read_propositions(octets: bytes) -> Propositions:
    """What `propose_apart` wrote."""
    lues = json.loads(octets)
    return Propositions(
        **{
            nom: tuple(
                Proposition(**{**une, "cartes": tuple(une["cartes"]), "mots": tuple(une["mots"])})
                for une in toutes
            )
            for nom, toutes in lues.items()
        }
    )
