"""Any sequence of gestures by several people: no card lost or doubled, one order, honest undo."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.annulation_gestes import INVERSES
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.fusions import merge_regroupements
from cafe.actions.import_paroles import import_contributions, withdraw_import
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.lots import chill_contributions, move_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.paroles_pretes import Ligne, make_ready
from cafe.actions.partages import split_contribution
from cafe.actions.propositions import Acceptee, accept_propositions
from cafe.actions.rapprochements import bring_together, separate
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.formats.seance_json import write_seance
from cafe.models import Evenement, MotifModeration, Origine, Role, Seance
from cafe.models.base import new_id
from cafe.models.tableau import Carte, EtatTableau, Groupe, board_state
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_json import seance_as_values
from tests import factories
from tests.conftest import Monde
from tests.tableau.rejeu import Rejeu, read, read_file

T = TypeVar("T")
_REGRET = 4
GRAINE = 20261122
QUI = st.integers(0, 2)
RANG = st.integers(0, 10**6)
# How far behind the truth the actor's screen is: mostly not at all.
RETARD = st.sampled_from([0, 0, 0, 0, 0, 1])


class Tableau(RuleBasedStateMachine):
    """Two questions of one séance, three who facilitate, one who writes."""

    monde: ClassVar[Monde]
    animateurs: ClassVar[list[Identite]]
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
        self._look()

    # Gestures

    @rule(question=st.integers(0, 1))
    def post(self, question: int) -> None:
        self._post(question)
        self._look()

    @rule(qui=QUI, question=st.integers(0, 1), reprise=st.booleans())
    def bring_a_list(self, qui: int, question: int, reprise: bool) -> None:
        lignes = make_ready(
            [Ligne(n, self.questions[question], "ca_va", f"Liste {self.vus}, {n}") for n in (1, 2)]
        )
        asked = {"client_id": str(uuid.UUID(int=self.vus)), "source": Origine.PAPIER}
        self._do(qui, import_contributions, seance_id=self.seance, lignes=lignes, **asked)
        if reprise:
            self._do(qui, withdraw_import, seance_id=self.seance, numero=self.gestes[-1][1])

    @rule(qui=QUI, carte=RANG, groupe=RANG, avant=RANG, retard=RETARD, dehors=st.booleans())
    def move(
        self, qui: int, carte: int, groupe: int, avant: int, retard: int, dehors: bool
    ) -> None:
        card, group = self._card(carte), self._group(groupe)
        if card is None or (group is None and not dehors):
            return
        before = self._pick(group.cartes, avant) if group and avant % 2 else None
        self._do(
            qui,
            move_contribution,
            contribution_id=card.id,
            regroupement_id=None if dehors or group is None else group.id,
            avant=before.id if before else None,
            version=card.version - retard,
        )

    @rule(qui=QUI, carte=RANG, retard=RETARD)
    def refile(self, qui: int, carte: int, retard: int) -> None:
        if card := self._card(carte):
            other = self.questions[card.question_id == self.questions[0]]
            self._do(
                qui,
                move_to_question,
                contribution_id=card.id,
                question_id=other,
                version=card.version - retard,
            )

    @rule(qui=QUI, cartes=st.lists(RANG, max_size=4), question=st.integers(0, 1))
    def group(self, qui: int, cartes: list[int], question: int) -> None:
        chosen = [card.id for n in cartes if (card := self._card(n)) is not None]
        self._do(
            qui,
            create_regroupement,
            question_id=self.questions[question],
            titre=f"Groupe {len(self.gestes)}",
            contributions=chosen,
        )

    @rule(
        qui=QUI,
        cartes=st.lists(RANG, min_size=1, max_size=5),
        groupe=RANG,
        retard=RETARD,
        ou=st.sampled_from(["groupe", "dehors", "frigo"]),
    )
    def several(self, qui: int, cartes: list[int], groupe: int, retard: int, ou: str) -> None:
        """A selection, of which one card may have moved on."""
        chosen = {card.id: card.version for n in cartes if (card := self._card(n)) is not None}
        if retard:
            chosen[next(iter(chosen))] -= 1
        asked: dict[str, Any] = {"seance_id": self.seance, "cartes": chosen}
        if ou == "frigo":
            self._do(qui, chill_contributions, **asked)
        else:
            group = self._group(groupe) if ou == "groupe" else None
            target = group.id if group else None
            self._do(qui, move_contributions, regroupement_id=target, **asked)

    @rule(
        qui=QUI,
        lots=st.lists(st.lists(RANG, min_size=1, max_size=3), min_size=1, max_size=3),
        question=st.integers(0, 1),
        groupe=RANG,
        retard=RETARD,
    )
    def accept(
        self, qui: int, lots: list[list[int]], question: int, groupe: int, retard: int
    ) -> None:
        """What a machine proposed: new groups, and a card more in an old one."""
        here, free = self._boards()[question], {}
        for card in _cards(here):
            free[card.id] = card.version - retard
        told = list(free.items())
        accepted = []
        for rang, lot in enumerate(lots):
            cards = dict(told.pop(n % len(told)) for n in lot if told)
            group = self._pick(here.groupes, groupe) if rang else None
            if cards:
                titre = f"Proposé {len(self.gestes)}"
                accepted.append(Acceptee(cards, titre, dans=group.id if group else None))
        if accepted:
            asked = self.questions[question]
            self._do(qui, accept_propositions, question_id=asked, acceptees=accepted)

    @rule(qui=QUI, groupe=RANG, retard=RETARD)
    def rename(self, qui: int, groupe: int, retard: int) -> None:
        if group := self._group(groupe):
            self._do(
                qui,
                rename_regroupement,
                regroupement_id=group.id,
                titre=f"Titre {self.vus}",
                resume="",
                version=group.version - retard,
            )

    @rule(qui=QUI, groupe=RANG, retard=RETARD)
    def dissolve(self, qui: int, groupe: int, retard: int) -> None:
        if group := self._group(groupe):
            self._do(
                qui, close_regroupement, regroupement_id=group.id, version=group.version - retard
            )

    @rule(qui=QUI, groupe=RANG, autre=RANG, retard=RETARD)
    def merge(self, qui: int, groupe: int, autre: int, retard: int) -> None:
        group, other = self._group(groupe), self._group(autre)
        if group and other:
            self._do(
                qui,
                merge_regroupements,
                regroupement_id=group.id,
                dans=other.id,
                version=group.version - retard,
            )

    @rule(qui=QUI, carte=RANG, retard=RETARD, quoi=st.sampled_from(["frigo", "refuser", "publier"]))
    def moderate(self, qui: int, carte: int, retard: int, quoi: str) -> None:
        if (card := self._card(carte)) is None:
            return
        asked: dict[str, Any] = {"contribution_id": card.id, "version": card.version - retard}
        match quoi:
            case "frigo":
                self._do(qui, chill_contribution, **asked)
            case "publier":
                self._do(qui, publish_contribution, **asked)
            case _:
                motif = MotifModeration.HORS_SUJET
                self._do(qui, refuse_contribution, motif=motif, precision="", **asked)

    @rule(qui=QUI, carte=RANG, retard=RETARD, coupe=st.integers(1, 3))
    def split(self, qui: int, carte: int, retard: int, coupe: int) -> None:
        if (card := self._card(carte)) is None:
            return
        words = (card.texte or "").split()
        self._do(
            qui,
            split_contribution,
            contribution_id=card.id,
            parties=[" ".join(words[:coupe]), " ".join(words[coupe:])],
            client_id=new_id(),
            version=card.version - retard,
        )

    @rule(qui=QUI, carte=RANG, autre=RANG, retard=RETARD)
    def bring_near(self, qui: int, carte: int, autre: int, retard: int) -> None:
        card, other = self._card(carte), self._card(autre)
        if card and other:
            self._do(
                qui,
                bring_together,
                contribution_id=card.id,
                principale_id=other.id,
                version=card.version - retard,
            )

    @rule(qui=QUI, carte=RANG, retard=RETARD)
    def part(self, qui: int, carte: int, retard: int) -> None:
        near = [card for etat in self._boards() for card in _cards(etat) if card.sous]
        if card := self._pick(near, carte):
            self._do(qui, separate, contribution_id=card.id, version=card.version - retard)

    @rule(carte=RANG, sort=st.integers(0, 9))
    def erase(self, carte: int, sort: int) -> None:
        if sort == 0 and (card := self._card(carte)):
            erase_contribution(par=self.monde.chloe, contribution_id=card.id, motif="demande")
            self._look()

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

    @rule(qui=QUI, carte=RANG, retard=RETARD, isolee=st.booleans())
    def mark(self, qui: int, carte: int, retard: int, isolee: bool) -> None:
        if card := self._card(carte):
            self._do(
                qui,
                mark_lone_voice,
                contribution_id=card.id,
                isolee=isolee,
                version=card.version - retard,
            )

    # What holds after each of them

    @invariant()
    def every_card_is_in_one_place(self) -> None:
        shown = read(*self._boards())
        told = [card.id for etat in self._boards() for card in _cards(etat)]
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
            + [(card.id, card.version, card.statut) for card in _cards(etat)]
            for etat in self._boards(anew=anew)
        ]

    def _card(self, rang: int) -> Carte | None:
        return self._pick([card for etat in self._boards() for card in _cards(etat)], rang)

    def _group(self, rang: int) -> Groupe | None:
        return self._pick([group for etat in self._boards() for group in etat.groupes], rang)

    def _pick(self, choices: Sequence[T], rang: int) -> T | None:
        return choices[rang % len(choices)] if choices else None


def _cards(etat: EtatTableau) -> list[Carte]:
    grouped = [card for group in etat.groupes for card in group.cartes]
    shown = [*grouped, *etat.libres, *etat.frigo, *etat.refusees, *etat.attente]
    return [one for card in shown for one in (card, *card.proches)]


@pytest.fixture
def machine(app: Flask, monde: Monde) -> type[Tableau]:
    Tableau.monde = monde
    Tableau.animateurs = [
        factories.identite(factories.make_compte(f"Animateur {n}", Role.ANIMATEUR, monde.demarche))
        for n in range(3)
    ]
    return Tableau


def _run(machine: type[Tableau], exemples: int, gestes: int, graine: int) -> Counter[str]:
    machine.faits.clear()
    run_state_machine_as_test(
        seed(graine)(machine),
        settings=settings(
            max_examples=exemples,
            stateful_step_count=gestes,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"graine {graine} : {sum(machine.faits.values())} gestes, {dict(machine.faits)}")
    return machine.faits


def test_a_board_stays_whole_whatever_three_people_do(machine: type[Tableau]) -> None:
    faits = _run(machine, 8, 40, GRAINE)
    assert any(fait.startswith("undo C") for fait in faits)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_board_stays_whole_through_ten_thousand_gestures(machine: type[Tableau]) -> None:
    faits: Counter[str] = Counter()
    for graine in range(GRAINE, GRAINE + 40):
        faits += _run(machine, 20, 50, graine)
        if faits.total() >= 10_000:
            break
    assert faits.total() >= 10_000
    never = [nature for nature in INVERSES if not faits[f"undo {nature}"]]
    assert not never, "nobody undid these"
