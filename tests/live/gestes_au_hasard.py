"""Random gestures on a board, each one possible from where the board is; seeded."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.annulation_gestes import INVERSES
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import RuleBroken, Stale
from cafe.actions.fusions import merge_regroupements
from cafe.actions.lots import chill_contributions, move_contributions
from cafe.actions.retouches import correct_contribution, erase_contribution, withdraw_contribution
from cafe.extensions import db
from cafe.models import Evenement, MotifModeration
from cafe.models.tableau import Carte, EtatTableau, board_state
from tests import factories
from tests.conftest import Monde

T = TypeVar("T")
# Sends a form to an address of the séance, as a board would; returns the HTTP status.
Post = Callable[[str, dict[str, str]], int]


@dataclass
class Hasard:
    """Gestures of the team by HTTP; words, corrections and erasures by another process's hand."""

    monde: Monde
    question: str
    ailleurs: str
    alea: random.Random
    faits: Counter[str] = field(default_factory=Counter)

    def gesture(self, post: Post) -> int:
        """Do one thing somewhere on the board; returns the status, 200 for what is not HTTP."""
        db.session.rollback()
        etat = board_state(db.session(), self.monde.seance, self.question)
        kinds = {
            self._word: 5,
            self._move: 9,
            self._ungroup: 2,
            self._open_group: 2,
            self._rename: 2,
            self._dissolve: 1,
            self._aside: 2,
            self._back: 2,
            self._refile: 1,
            self._by_its_author: 1,
            self._merge: 2,
            self._several: 2,
            self._undo: 4,
        }
        kind = self.alea.choices(list(kinds), weights=list(kinds.values()))[0]
        self.faits[kind.__name__] += 1
        return kind(post, etat)

    def _word(self, _post: Post, _etat: EtatTableau) -> int:
        par = self.alea.choice([self.monde.ana, factories.participant(self.monde.seance)])
        self._post(par, f"Idée {self.alea.randrange(10**6)} <b>&</b>")
        return 200

    def _post(self, par: Identite, texte: str) -> str:
        envoi = factories.envoi(self.question, texte)
        return post_contribution(par=par, envoi=envoi, limites=Limites(10**6, 10**6)).id

    def _move(self, post: Post, etat: EtatTableau) -> int:
        card = self._any([*etat.libres, *(c for g in etat.groupes for c in g.cartes)])
        if card is None or not etat.groupes:
            return self._word(post, etat)
        target = self.alea.choice(etat.groupes)
        avant = self.alea.choice([None, *(c.id for c in target.cartes)]) or ""
        # Now and then from an old view: the answer is a conflict, or the repeat of a success.
        version = card.version - (self.alea.random() < 0.1)
        form = {"regroupement": target.id, "avant": avant, "version": str(version)}
        return post(f"contributions/{card.id}/deplacer", form)

    def _ungroup(self, post: Post, etat: EtatTableau) -> int:
        card = self._any([c for g in etat.groupes for c in g.cartes])
        if card is None:
            return self._open_group(post, etat)
        form = {"regroupement": "", "version": str(card.version)}
        return post(f"contributions/{card.id}/deplacer", form)

    def _open_group(self, post: Post, etat: EtatTableau) -> int:
        chosen = self.alea.sample(etat.libres, min(len(etat.libres), self.alea.randrange(1, 4)))
        made = uuid.UUID(int=self.alea.getrandbits(128), version=4)
        form = {"question": self.question, "titre": f"Groupe {made.hex[:6]}"}
        form |= {"regroupement_id": str(made)}
        if not chosen:
            return self._word(post, etat)
        form |= {"contributions": chosen[0].id}
        return post("regroupements", form)

    def _rename(self, post: Post, etat: EtatTableau) -> int:
        group = self._any(etat.groupes)
        if group is None:
            return self._word(post, etat)
        titre = f"Titre {self.alea.randrange(10**6)} & Cie"
        form = {"titre": titre, "resume": "", "version": str(group.version)}
        return post(f"regroupements/{group.id}/renommer", form)

    def _dissolve(self, post: Post, etat: EtatTableau) -> int:
        group = self._any(etat.groupes)
        if group is None:
            return self._word(post, etat)
        return post(f"regroupements/{group.id}/dissoudre", {"version": str(group.version)})

    def _aside(self, post: Post, etat: EtatTableau) -> int:
        card = self._any([*etat.libres, *(c for g in etat.groupes for c in g.cartes)])
        if card is None:
            return self._word(post, etat)
        motif = self.alea.choice([MotifModeration.DOUBLON, MotifModeration.HORS_SUJET])
        gesture = self.alea.choice(["frigo", "refuser"])
        form = {"motif": motif.value, "precision": "", "version": str(card.version)}
        return post(f"contributions/{card.id}/{gesture}", form)

    def _back(self, post: Post, etat: EtatTableau) -> int:
        card = self._any([c for c in (*etat.frigo, *etat.refusees) if c.texte is not None])
        if card is None:
            return self._word(post, etat)
        return post(f"contributions/{card.id}/publier", {"version": str(card.version)})

    def _refile(self, post: Post, etat: EtatTableau) -> int:
        """To the other question, or back from it."""
        other = board_state(db.session(), self.monde.seance, self.ailleurs)
        here, there = self._any(etat.libres), self._any(other.libres)
        card, target = (there, self.question) if there else (here, self.ailleurs)
        if card is None:
            return self._word(post, etat)
        form = {"question": target, "version": str(card.version)}
        return post(f"contributions/{card.id}/question", form)

    def _by_its_author(self, post: Post, etat: EtatTableau) -> int:
        """Corrected or withdrawn by Ana, or erased by Chloé, where that is possible."""
        grouped = self._any([c for g in etat.groupes for c in g.cartes if c.texte is not None])
        mine = self._post(self.monde.ana, "À reprendre")
        match self.alea.randrange(3):
            case 0 if grouped is not None:
                erase_contribution(
                    par=self.monde.chloe, contribution_id=grouped.id, motif="demande"
                )
            case 1:
                withdraw_contribution(par=self.monde.ana, contribution_id=mine)
            case _:
                correct_contribution(
                    par=self.monde.ana, contribution_id=mine, texte="Reprise", version=1
                )
        return 200

    def _merge(self, post: Post, etat: EtatTableau) -> int:
        if len(etat.groupes) < 2:
            return self._open_group(post, etat)
        row, dans = self.alea.sample(etat.groupes, 2)
        who = self.alea.choice([self.monde.bruno, self.monde.chloe])
        merge_regroupements(par=who, regroupement_id=row.id, dans=dans.id, version=row.version)
        return 200

    def _several(self, post: Post, etat: EtatTableau) -> int:
        """Some of the free cards into a group, out of one, or to the fridge."""
        cards = [c for c in etat.libres if c.texte is not None][:40]
        group = self._any(etat.groupes)
        if group is None or len(cards) < 2:
            return self._word(post, etat)
        chosen = {c.id: c.version for c in self.alea.sample(cards, min(len(cards), 5))}
        match self.alea.randrange(3):
            case 0:
                chill_contributions(
                    par=self.monde.bruno, seance_id=self.monde.seance, cartes=chosen
                )
            case 1:
                inside = {c.id: c.version for c in group.cartes if c.texte is not None}
                self._move_all(inside, None)
            case _:
                self._move_all(chosen, group.id)
        return 200

    def _move_all(self, cartes: dict[str, int], regroupement_id: str | None) -> None:
        move_contributions(
            par=self.monde.chloe,
            seance_id=self.monde.seance,
            cartes=dict(cartes),
            regroupement_id=regroupement_id,
        )

    def _undo(self, post: Post, etat: EtatTableau) -> int:
        """One of the last gestures of somebody on the board, where it can still be undone."""
        who = self.alea.choice([self.monde.bruno, self.monde.chloe])
        own = select(Evenement.numero).where(
            Evenement.seance_id == self.monde.seance,
            Evenement.auteur_id == who.id,
            Evenement.nature.in_(INVERSES),
        )
        for numero in db.session.scalars(own.order_by(Evenement.numero.desc()).limit(3)).all():
            try:
                undo(par=who, seance_id=self.monde.seance, numero=numero)
            except (RuleBroken, Stale):
                continue
            self.faits["défaits"] += 1
            return 200
        return self._word(post, etat)

    def _any(self, choices: Sequence[T]) -> T | None:
        movable = [c for c in choices if not isinstance(c, Carte) or c.texte is not None]
        return self.alea.choice(movable) if movable else None
