"""What is proposed for a board, computed away from the live screens and kept for a while.

A page holds on to one computation (``base``): accepting a group must not reshuffle those that
somebody is still reading. What has moved since is left out; a new search is asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from flask import current_app

from cafe.documents.presse import print_apart
from cafe.extensions import db
from cafe.models.comparaison import Comparee, compared_words
from cafe.suggestions.propositions import (
    Demande,
    Propositions,
    Texte,
    propose_apart,
    read_propositions,
)
from cafe.threads import in_native_thread, serves_sockets

_GARDES = 32
_EN_FIL_MAX = 150  # words compared in a thread of the server
_FOND_MAX = 300  # words of the other questions: enough to know which are said everywhere


@dataclass(frozen=True)
class Comparaison:
    """One computation: its name, the cards that it saw, what it proposes."""

    base: str
    cartes: frozenset[str]
    propositions: Propositions


def compare_board(seance_id: str, question_id: str, base: str = "") -> Comparaison:
    """The computation of that name if it is still kept, else one of the board of now."""
    held: OrderedDict[str, Comparaison] = current_app.extensions.setdefault(
        "cafe_comparaisons", OrderedDict()
    )
    if base in held:
        return held[base]
    demande = _asked(compared_words(db.session(), seance_id), question_id)
    name = sha256(f"{question_id}{demande!r}".encode()).hexdigest()[:24]
    if name not in held:
        # Nobody else needs this request's reading of the base meanwhile.
        db.session.rollback()
        octets = _computed(demande)
        cartes = frozenset(carte.id for carte in demande.cartes)
        held[name] = Comparaison(name, cartes, read_propositions(octets))
        while len(held) > _GARDES:
            held.popitem(last=False)
    held.move_to_end(name)
    return held[name]


def _computed(demande: Demande) -> bytes:
    # A small board is a tenth of a second, in a thread; starting a process, which gives way to all
    # others, would keep somebody waiting for longer than that on a busy machine.
    if not serves_sockets() or len(demande.cartes) <= _EN_FIL_MAX:
        return in_native_thread(partial(propose_apart, demande))
    return print_apart(propose_apart, demande)


def _asked(words: Sequence[Comparee], question_id: str) -> Demande:
    here = [word for word in words if word.question_id == question_id]
    elsewhere = [word for word in words if word.question_id != question_id]
    return Demande(
        tuple(Texte(word.id, word.texte, word.octets, word.groupe) for word in here),
        tuple(Texte(word.id, word.texte, word.octets) for word in elsewhere[:_FOND_MAX]),
    )
