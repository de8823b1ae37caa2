"""Any sequence of gestures by several people: no card lost or doubled, one order, honest undo."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from cafe.actions.annulation_gestes import INVERSES
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.fusions import merge_regroupements
from cafe.actions.import_paroles import import_contributions, withdraw_import
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.lots import chill_contributions, move_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.organismes import create_organisme
from cafe.actions.paroles_pretes import Ligne, make_ready
from cafe.actions.partages import split_contribution
from cafe.actions.propositions import Acceptee, accept_propositions
from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.actions.rapprochements import bring_together, separate
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.retouches import erase_contribution
from cafe.actions.signalements import clear_flag
from cafe.actions.suites import Reponse, give_suite
from cafe.models import MotifModeration, NatureSuite, Origine, Role
from cafe.models.base import new_id
from tests import factories
from tests.conftest import Monde
from tests.tableau.plateau import QUI, Plateau, cards_of

GRAINE = 20261122
RANG = st.integers(0, 10**6)
# How far behind the truth the actor's screen is: mostly not at all.
RETARD = st.sampled_from([0, 0, 0, 0, 0, 1])


class Tableau(Plateau):
    """What three people may do on the boards of two questions, one gesture after another."""

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
        for card in cards_of(here):
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
        near = [card for etat in self._boards() for card in cards_of(etat) if card.sous]
        if card := self._pick(near, carte):
            self._do(qui, separate, contribution_id=card.id, version=card.version - retard)

    @rule(carte=RANG, sort=st.integers(0, 9))
    def erase(self, carte: int, sort: int) -> None:
        if sort == 0 and (card := self._card(carte)):
            erase_contribution(par=self.monde.chloe, contribution_id=card.id, motif="demande")
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

    @rule(qui=QUI, leve=st.booleans())
    def pace(self, qui: int, leve: bool) -> None:
        self._do(qui, lift_slow_down if leve else slow_down, contribution_id=self.bavarde)

    @rule(qui=QUI, retard=RETARD)
    def look_at(self, qui: int, retard: int) -> None:
        flagged = [card for etat in self._boards() for card in cards_of(etat) if card.signalement]
        for card in flagged[:1]:
            version = card.version - retard
            self._do(qui, clear_flag, contribution_id=card.id, version=version)

    @rule(
        qui=QUI,
        cartes=st.lists(RANG, min_size=1, max_size=3),
        organisme=st.integers(0, 1),
        remplacer=st.booleans(),
    )
    def pass_on(self, qui: int, cartes: list[int], organisme: int, remplacer: bool) -> None:
        chosen = [card.id for n in cartes if (card := self._card(n)) is not None]
        if chosen:
            to = Reponse(NatureSuite.TRANSMISE, organisme_id=self.organismes[organisme])
            asked = {"contributions": chosen, "remplacer": remplacer}
            self._do(qui, give_suite, demarche_id=self.monde.demarche, reponse=to, **asked)


@pytest.fixture
def machine(app: Flask, monde: Monde) -> type[Tableau]:
    Tableau.monde = monde
    Tableau.animateurs = [
        factories.identite(factories.make_compte(f"Animateur {n}", Role.ANIMATEUR, monde.demarche))
        for n in range(3)
    ]
    Tableau.organismes = [
        create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom=nom)
        for nom in ("Ville", "Bailleur")
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
