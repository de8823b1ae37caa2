"""A board told again from its events alone: which words stand where, and in which groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cafe.models import Evenement, Statut
from cafe.models.tableau import Carte, EtatTableau

_DECIDEES = {
    "ContributionPublished",
    "ContributionRefused",
    "ContributionChilled",
    "ContributionHeld",
}


@dataclass
class Rejeu:
    """``places``: for each word its question, its state and its group."""

    places: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    groupes: dict[str, str] = field(default_factory=dict)  # open ones, and their question
    # What was brought under what; what stands there now, both being shown at one place.
    liens: dict[str, str] = field(default_factory=dict, compare=False)
    proches: dict[str, str] = field(default_factory=dict)

    def play(self, events: Iterable[Evenement]) -> None:
        """Take in events, in order."""
        for event in events:
            self._one(event, event.details)
        self.stand()

    def stand(self) -> None:
        """Say which words stand under another now."""
        self.proches = {
            card: head
            for card, head in self.liens.items()
            if card in self.places
            and self.places[card] == self.places.get(head)
            and self.places[card][1] == Statut.PUBLIEE
        }

    def _one(self, event: Evenement, dit: dict[str, Any]) -> None:
        cards = event.ids("contribution")
        match event.nature:
            case "ContributionPosted":
                (question,) = event.ids("question")
                self.places[cards[0]] = (question, Statut.PUBLIEE.value, None)
            case "ContributionsImported":
                for card, question in dit["questions"].items():
                    self.places[card] = (question, Statut.PUBLIEE.value, None)
            case "ImportWithdrawn":
                for card in cards:
                    question, _, group = self.places[card]
                    self.places[card] = (question, Statut.RETIREE.value, group)
            case "ContributionMoved":
                # Those that stand under it go with it.
                for card in cards:
                    self._enter(card, dit["vers"])
            case "ContributionsBroughtTogether":
                self.liens.pop(dit["principale"], None)
                for card in dit["avant"]:
                    self.liens[card] = dit["principale"]
                for card in dit["provenance"]:
                    self._enter(card, dit["vers"])
            case "ContributionsSeparated" if "annule" in dit:
                for card in dit["quittees"]:
                    del self.liens[card]
                for card in dit["provenance"]:
                    self._enter(card, dit["retour"].get(card))
                self.liens |= dit["avant"]
            case "ContributionsSeparated":
                del self.liens[dit["carte"]]
            case "ContributionRefiled":
                group = self._restored(dit, event, cards[0])
                for card in cards:
                    self.places[card] = (dit["vers"], self.places[card][1], group)
            case "ContributionWithdrawn" | "ContributionErased":
                # A split word goes with its family; what the parts replaced is nowhere already.
                for card in cards:
                    if card in self.places:
                        question, _, group = self.places[card]
                        self.places[card] = (question, Statut.RETIREE.value, group)
            case "ContributionSplit":
                question, statut, group = self.places.pop(dit["entiere"])
                for part in dit["parties"]:
                    self.places[part] = (question, statut, group)
            case "ContributionPartsJoined":
                for part in dit["parties"]:
                    question, statut, _ = self.places.pop(part)
                self.places[dit["entiere"]] = (question, statut, dit["retour"])
            case nature if nature in _DECIDEES:
                question = self.places[cards[0]][0]
                group = self._restored(dit, event, cards[0])
                self.places[cards[0]] = (question, dit["vers"], group)
            case "ContributionsMoved" | "ContributionsChilled" | "ContributionsReleased":
                for card in dit["provenance"]:
                    question, statut, _ = self.places[card]
                    group = dit["retour"].get(card) if "retour" in dit else dit.get("vers")
                    if event.nature == "ContributionsChilled":
                        statut = Statut.FRIGO.value
                    elif event.nature == "ContributionsReleased":
                        statut = dit["statuts"][card]
                    self.places[card] = (question, statut, group)
            case "PropositionsAccepted":
                self.groupes |= dict.fromkeys(dit["crees"], event.ids("question")[0])
                for card, group in dit["vers"].items():
                    self._enter(card, group)
            case "PropositionsReversed":
                for group in dit["crees"]:
                    del self.groupes[group]
                for card in dit["provenance"]:
                    self._enter(card, dit["retour"].get(card))
            case "RegroupementCreated":
                (question,) = event.ids("question")
                self.groupes[dit["regroupement"]] = question
                for card in dit["provenance"]:
                    self._enter(card, dit["regroupement"])
            case "RegroupementClosed":
                del self.groupes[dit["regroupement"]]
                for card in dit["provenance"]:
                    self._enter(card, dit["retour"].get(card) if "retour" in dit else None)
            case "RegroupementsMerged":
                del self.groupes[dit["regroupement"]]
                for card in dit["provenance"]:
                    self._enter(card, dit["dans"])
            case "RegroupementReopened":
                (question,) = event.ids("question")
                self.groupes[dit["regroupement"]] = question
                for card in dit["provenance"]:
                    self._enter(card, dit["regroupement"])

    def see(self, card: Carte, group: str | None) -> None:
        """Take in a card as a board shows it, and those under it."""
        for one in (card, *card.proches):
            self.places[one.id] = (one.question_id, one.statut.value, group)
        self.proches |= {one.id: card.id for one in card.proches}

    def _enter(self, card: str, group: str | None) -> None:
        question, statut, _ = self.places[card]
        self.places[card] = (question, statut, group)

    def _restored(self, dit: dict[str, Any], event: Evenement, card: str) -> str | None:
        """An undo puts the word back into the group that it had left."""
        return dit.get("retour") if "annule" in dit else None


def read(*etats: EtatTableau) -> Rejeu:
    """The same, read from the boards of all questions."""
    found = Rejeu()
    for etat in etats:
        for group in etat.groupes:
            found.groupes[group.id] = etat.question_id
            for card in group.cartes:
                found.see(card, group.id)
        for card in (*etat.libres, *etat.frigo, *etat.refusees, *etat.attente):
            found.see(card, None)
    return found


def read_file(seance: dict[str, Any]) -> Rejeu:
    """The same, read from the file of the séance."""
    groups = {row["id"]: row for row in seance["regroupements"] if row["ferme_le"] is None}
    held = {
        row["contribution_id"]: row["regroupement_id"]
        for row in seance["appartenances"]
        if row["fin_le"] is None
    }
    found = Rejeu(
        {
            row["id"]: (row["question_id"], row["statut"], held.get(row["id"]))
            for row in seance["contributions"]
            if row["statut"] != Statut.REMPLACEE
        },
        {id_: row["question_id"] for id_, row in groups.items()},
    )
    found.liens = {
        row["contribution_id"]: row["principale_id"]
        for row in seance["rapprochements"]
        if row["fin_le"] is None
    }
    found.stand()
    return found
