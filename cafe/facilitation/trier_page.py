"""What the page of one word to group needs, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal
from cafe.extensions import db
from cafe.facilitation.choisies import chosen_now
from cafe.facilitation.filtres import Filtre
from cafe.facilitation.filtres_dits import walk_words
from cafe.facilitation.plus import structures_of
from cafe.facilitation.une_a_une import may_take_back
from cafe.facilitation.vue import allowed_filter, may
from cafe.messages import sentence
from cafe.models import Question, Seance, Statut
from cafe.models.question import tours_of
from cafe.models.tableau import Carte, EtatTableau, board_state, cards_by_id

# One key for each group, as long as there are any; « a », « f », « n » and « t » are gestures.
TOUCHES = "123456789bcdeghijklmopqrsuvwxyz"


@dataclass(frozen=True)
class Destination:
    """A group, and the key that puts the word in view into it; beyond the keys, none."""

    id: str
    titre: str
    paroles: int
    touche: str


@dataclass(frozen=True)
class PageTri:
    """The word in view and where it may go. ``reste``: how many words are left, it included.

    ``partie``: it is not to group any more, and who did that. No ``carte``: the walk is over.
    ``annulable`` is the number of the reader's last gesture, while it may be taken back.
    ``filtre``: which words are walked, ``vus`` in words, ``hors_vue``: how many others are to
    group; ``refus``: why a filter that was asked for is not applied.
    """

    seance: Seance
    question: Question
    numero: int
    reste: int
    carte: Carte | None
    destinations: tuple[Destination, ...]
    structures: tuple[tuple[str, str], ...]
    nouveau_id: str
    titre: str
    filtre: Filtre
    vus: tuple[str, ...] = ()
    hors_vue: int = 0
    refus: str = ""
    partie: str = ""
    annulable: int | None = None
    erreur: str | None = None
    champ: str | None = None

    def adresse(self, endpoint: str, **autres: Any) -> str:
        """The address of a page or a gesture of this walk, with its filter."""
        return self._to(endpoint, self.filtre.args(), autres)

    @property
    def sans_filtre(self) -> str:
        """The address of the walk of all words to group, from its beginning."""
        return self._to("trier", {"filtre": "toutes"}, {})

    def _to(self, endpoint: str, filtre: dict[str, str], autres: dict[str, Any]) -> str:
        args: dict[str, Any] = {"question": self.question.id} | filtre | autres
        return url_for(f"facilitation.{endpoint}", seance_id=self.seance.id, **args)


def sorting_page(
    seance: Seance,
    question: Question,
    *,
    parole: str = "",
    apres: int | None = None,
    fait: int | None = None,
    refusal: Refusal | None = None,
) -> PageTri:
    """The word of that id, else the first one after ``apres`` that the address's filter keeps."""
    session = db.session()
    etat = board_state(session, seance.id, question.id)
    # All of them are to group: « reste » would have people counted among these alone.
    asked = Filtre.read(request.args, etoiles=False)
    filtre, refus = allowed_filter(replace(asked, reste=False), etat)
    waiting = _waiting(etat)
    kept = [card for card in waiting if _walks(filtre, card)]
    card = next((one for one in waiting if one.id == parole), None)
    gone = ""
    if parole and card is None:
        card = next(iter(cards_by_id(session, [parole])), None)
        told = chosen_now(session, seance.id, question.id, [parole], current_identite())
        gone = told[0].dit if told else ""
    elif not parole:
        card = next((one for one in kept if apres is None or one.ordre > apres), None)
    return PageTri(
        seance=seance,
        question=question,
        numero=etat.numero,
        reste=len(kept),
        carte=card,
        destinations=tuple(_destinations(etat)),
        structures=structures_of(session, seance) if may(seance, Pouvoir.PROPOSER) else (),
        nouveau_id=request.form.get("regroupement_id") or str(uuid.uuid4()),
        titre=request.form.get("titre", ""),
        filtre=replace(filtre, reste=asked.reste),
        vus=walk_words(filtre, tours_of(session, seance.id)),
        hors_vue=len(waiting) - len(kept),
        refus=refus,
        partie=gone,
        annulable=may_take_back(seance, fait),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )


def is_waiting(carte: Carte) -> bool:
    """Whether that word is still to be grouped; one that was passed on has its suite."""
    placed = carte.regroupement_id is not None or carte.sous is not None
    shown = carte.statut is Statut.PUBLIEE and carte.texte is not None
    return shown and not placed and not carte.transmise


def _waiting(etat: EtatTableau) -> list[Carte]:
    """The words to group, in the order in which they came."""
    return [card for card in etat.libres if is_waiting(card)]


def _walks(filtre: Filtre, carte: Carte) -> bool:
    return filtre.keeps(carte, "libres") and (carte.etoile or not filtre.etoiles)


def _destinations(etat: EtatTableau) -> Iterator[Destination]:
    for place, group in enumerate(etat.groupes):
        yield Destination(group.id, group.titre, len(group.cartes), TOUCHES[place : place + 1])
