"""The suggestions of a board as the page shows them: what still holds, why, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from cafe.actions.lots import LOT_MAX
from cafe.models import GenreProposition, PropositionRefusee, Question, Seance
from cafe.models.tableau import Carte, EtatTableau
from cafe.suggestions.propositions import Proposition, Propositions
from cafe.suggestions.raisons import say_reason

_PROBABLES = 3
_PRESQUE_LE_MEME = 0.5  # of two groups: the share of their cards that both have


class Moment(StrEnum):
    """In the hall there are fifteen minutes; afterwards, a quiet morning."""

    JOUR = "jour"
    APRES = "apres"


@dataclass(frozen=True)
class Suggestion:
    """One proposition with its cards of now. ``dans``: the group to join, else a new one.

    ``nouveau``: the id of the group that accepting would make.
    """

    genre: GenreProposition
    cle: str
    cartes: tuple[Carte, ...]
    titre: str
    raison: str
    force: str
    nouveau: str
    dans: str | None = None
    dans_titre: str = ""


@dataclass(frozen=True)
class PageSuggestions:
    """``places`` are card by card. ``nouvelles``: words that came since the computation."""

    seance: Seance
    question: Question
    questions: list[Question]
    moment: Moment
    base: str
    doublons: tuple[Suggestion, ...]
    probables: tuple[Suggestion, ...]
    groupes: tuple[Suggestion, ...]
    places: tuple[tuple[Suggestion, ...], ...]
    refusees: tuple[PropositionRefusee, ...]
    nouvelles: int
    libres: int
    fait: int | None = None
    a_rendre: tuple[PropositionRefusee, ...] = ()
    erreur: str | None = None

    @property
    def montrees(self) -> tuple[Suggestion, ...]:
        """All that is on the page."""
        if self.moment is Moment.JOUR:
            return (*self.doublons, *self.probables)
        return (*self.groupes, *(une for lot in self.places for une in lot))

    @property
    def ensemble(self) -> tuple[Suggestion, ...]:
        """The first groups, as many as one gesture takes."""
        taken: list[Suggestion] = []
        count = 0
        for groupe in self.groupes:
            count += len(groupe.cartes)
            if count > LOT_MAX:
                break
            taken.append(groupe)
        return tuple(taken)


def still_proposed(
    propositions: Propositions, etat: EtatTableau, refusees: Sequence[PropositionRefusee]
) -> dict[str, tuple[Suggestion, ...]]:
    """What holds on the board of now and nobody has refused, by the names of `Propositions`."""
    free = {carte.id: carte for carte in etat.libres}
    shown = free | {carte.id: carte for groupe in etat.groupes for carte in groupe.cartes}
    titles = {groupe.id: groupe.titre for groupe in etat.groupes}
    keys = {(row.genre.value, row.cle) for row in refusees}
    refused = [set(row.cartes) for row in refusees if row.genre is GenreProposition.GROUPE]

    def open_groups(proposed: Iterable[Proposition]) -> tuple[Suggestion, ...]:
        found = []
        for one in proposed:
            cards = tuple(free[id_] for id_ in one.cartes if id_ in free)
            ids = set(one.cartes)
            alike = any(len(ids & s) > _PRESQUE_LE_MEME * len(ids | s) for s in refused)
            if len(cards) > 1 and (one.genre, one.cle) not in keys and not alike:
                found.append(_seen(one, cards, _strength(one.score, 0.25, 0.15)))
        return tuple(found)

    return {
        "doublons": tuple(
            pair
            for one in propositions.doublons
            if (one.genre, one.cle) not in keys and (pair := _pair(one, shown, titles)) is not None
        ),
        "probables": open_groups(propositions.probables)[:_PROBABLES],
        "groupes": open_groups(propositions.groupes),
        "places": tuple(
            _seen(
                one,
                (free[one.cartes[0]],),
                _strength(one.score, 0.35, 0.2),
                one.groupe,
                titles[one.groupe],
            )
            for one in propositions.places
            if one.cartes[0] in free and one.groupe in titles and (one.genre, one.cle) not in keys
        ),
    }


def by_card(places: Iterable[Suggestion]) -> tuple[tuple[Suggestion, ...], ...]:
    """The places card by card, in the order of the cards."""
    found: dict[str, list[Suggestion]] = {}
    for place in places:
        found.setdefault(place.cartes[0].id, []).append(place)
    return tuple(tuple(some) for some in found.values())


def _pair(
    one: Proposition, shown: Mapping[str, Carte], titles: Mapping[str, str]
) -> Suggestion | None:
    """Two near words to put in one group; None where somebody has decided of both already."""
    cards = tuple(shown[id_] for id_ in one.cartes if id_ in shown)
    groups = {card.regroupement_id for card in cards if card.regroupement_id}
    if len(cards) < len(one.cartes) or all(card.regroupement_id for card in cards):
        return None
    dans = next(iter(groups), None)
    return _seen(one, cards, _strength(one.score, 0.7, 0.55), dans, titles.get(dans or "", ""))


def _seen(
    one: Proposition,
    cards: tuple[Carte, ...],
    force: str,
    dans: str | None = None,
    dans_titre: str = "",
) -> Suggestion:
    return Suggestion(
        genre=GenreProposition(one.genre),
        cle=one.cle,
        cartes=cards,
        titre=one.titre or _("Sans titre"),
        raison=say_reason(one.mots[:3]),
        force=force,
        nouveau=str(uuid.uuid4()),
        dans=dans,
        dans_titre=dans_titre,
    )


def _strength(score: float, fort: float, moyen: float) -> str:
    """A cosine in words: it sorts, it is no probability."""
    if score >= fort:
        return str(_("très proches"))
    return str(_("proches")) if score >= moyen else str(_("assez proches"))
