"""A board in the hands of three people: what each gesture must leave true, and the hands.

The gestures themselves are in `test_etats`, but for « Annuler », which the hands use too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import RuleBroken, Stale
from cafe.extensions import db
from cafe.formats.seance_json import write_seance
from cafe.models import Evenement, Seance
from cafe.models.tableau import Carte, EtatTableau, Groupe, board_state
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_json import seance_as_values
from tests import factories
from tests.conftest import Monde
from tests.tableau.rejeu import Rejeu, read, read_file

T = TypeVar("T")
_REGRET = 4
QUI = st.integers(0, 2)


class Plateau(RuleBasedStateMachine):
    """Two questions of one séance, three who facilitate, one who writes."""

    monde: ClassVar[Monde]
    animateurs: ClassVar[list[Identite]]
    organismes: ClassVar[list[str]]
    faits: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open(self) -> None:
        self.seance = factories.make_seance(self.monde.demarche)
        self.questions = [factories.make_question(self.seance, f"Question {n}") for n in "ab"]
        self.auteur = factories.participant(self.seance)
        self.rejeu = Rejeu()
        self.vus = 0
        self.gestes: list[tuple[int, int]] = []  # who, number
        self.etats: list[EtatTableau] = []
        for _ in range(3):
            self._post(0)
        # Somebody who writes once, a name in it, and whose pace changes no other word.
        self.bavard = factories.participant(self.seance)
        self.bavarde = factories.post(self.bavard, self.questions[1], "Karim fait du bruit").id
        self._look()

    # What holds after each of them

    @invariant()
    def every_card_is_in_one_place(self) -> None:
        shown = read(*self._boards())
        told = [card.id for etat in self._boards() for card in cards_of(etat)]
        assert len(told) == len(set(told)), "a card is twice on the boards"
        assert set(told) == set(self.rejeu.places), "a card is lost"
        assert shown == self.rejeu, "the board is not what its events tell"

    def teardown(self) -> None:
        """The file of the séance tells the same board as its events."""
        if not hasattr(self, "rejeu"):
            return
        db.session.rollback()
        row = db.session.get_one(Seance, self.seance)
        file = json.loads(write_seance(*seance_as_values(db.session(), row, Regard.TABLEAU)))
        assert read_file(file) == self.rejeu, "the export is not what its events tell"

    @rule(qui=QUI, loin=st.sampled_from([1, 1, 1, 2, 3]), autre=st.sampled_from([0, 0, 0, 0, 1]))
    def undo(self, qui: int, loin: int, autre: int) -> None:
        """One's own last gestures, and now and then somebody else's."""
        own = [numero for who, numero in self.gestes if who == qui]
        if not own:
            return
        loin = min(loin, len(own))
        who = (qui + autre) % 3
        before, events = self._picture(), self._events()
        try:
            nature = undo(par=self.animateurs[who], seance_id=self.seance, numero=own[-loin])
        except (RuleBroken, Stale):
            self.faits["undo refused"] += 1
            assert self._picture(anew=True) == before
            assert self._events() == events
            return
        assert who == qui, "somebody undid another's gesture"
        self.faits[f"undo {nature}"] += 1
        self.gestes.remove((qui, own[-loin]))
        self._look()

    # Hands

    def _do(self, qui: int, geste: Any, **asked: Any) -> None:
        before, events = self._picture(), self._events()
        try:
            geste(par=self.animateurs[qui], **asked)
        except (RuleBroken, Stale):
            self.faits["refused"] += 1
            assert self._picture(anew=True) == before, "a refusal changed the board"
            assert self._events() == events
            return
        new = self._events()[len(events) :]
        assert len(new) <= 1, "one gesture, one event"
        self.faits[geste.__name__] += 1
        self.gestes.extend((qui, event) for event in new)
        self._look()
        # The usual undo: what one has just done. Not left to chance, some gestures being rare.
        if new and self.faits[geste.__name__] % _REGRET == 0:
            self.undo(qui, 1, 0)

    def _post(self, question: int) -> None:
        envoi = factories.envoi(self.questions[question], f"Une idée, numéro {self.vus}")
        post_contribution(par=self.auteur, envoi=envoi, limites=Limites(10**6, 10**6))
        self.faits["post"] += 1

    def _look(self) -> None:
        """Tell the new events to the board told again."""
        db.session.rollback()
        new = db.session.scalars(
            select(Evenement)
            .where(Evenement.seance_id == self.seance, Evenement.numero > self.vus)
            .order_by(Evenement.numero)
        ).all()
        self.rejeu.play(event for event in new if event.ids("question"))
        self.vus = new[-1].numero if new else self.vus
        self._boards(anew=True)

    def _events(self) -> list[int]:
        db.session.rollback()
        query = select(Evenement.numero).where(Evenement.seance_id == self.seance)
        return list(db.session.scalars(query.order_by(Evenement.numero)))

    def _boards(self, *, anew: bool = False) -> list[EtatTableau]:
        """The boards, read again after each gesture."""
        if anew or not self.etats:
            db.session.rollback()
            self.etats = [board_state(db.session(), self.seance, q) for q in self.questions]
        return self.etats

    def _picture(self, *, anew: bool = False) -> list[Any]:
        return [
            [(g.id, g.titre, g.version, [c.id for c in g.cartes]) for g in etat.groupes]
            + [
                (card.id, card.version, card.statut, card.signalement, card.transmise)
                for card in cards_of(etat)
            ]
            for etat in self._boards(anew=anew)
        ]

    def _card(self, rang: int) -> Carte | None:
        return self._pick([card for etat in self._boards() for card in cards_of(etat)], rang)

    def _group(self, rang: int) -> Groupe | None:
        return self._pick([group for etat in self._boards() for group in etat.groupes], rang)

    def _pick(self, choices: Sequence[T], rang: int) -> T | None:
        return choices[rang % len(choices)] if choices else None


def cards_of(etat: EtatTableau) -> list[Carte]:
    """Every card of a board, those that stand under another too."""
    grouped = [card for group in etat.groupes for card in group.cartes]
    shown = [*grouped, *etat.libres, *etat.frigo, *etat.refusees, *etat.attente]
    return [one for card in shown for one in (card, *card.proches)]
