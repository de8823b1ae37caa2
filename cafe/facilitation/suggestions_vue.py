"""The suggestions of a board as the page shows them: what still holds, why, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from flask_babel import gettext as _

from cafe.actions.lots import LOT_MAX
from cafe.models import GenreProposition, PropositionRefusee, Question, Seance
from cafe.models.tableau import Carte, EtatTableau, Groupe
from cafe.suggestions.propositions import Proposition, Propositions
from cafe.suggestions.raisons import say_reason
from cafe.suggestions.titres import says_already

_PROBABLES = 3
_PRESQUE_LE_MEME = 0.5  # of two groups: the share of their cards that both have


class Moment(StrEnum):
    """In the hall there are fifteen minutes; afterwards, a quiet morning."""

    JOUR = "jour"
    APRES = "apres"


@dataclass(frozen=True)
class Suggestion:
    """One proposition with its cards of now. ``dans``: the group to join, else a new one.

    ``nouveau``: the id of the group that accepting would make. Of a pair, the first card is the one
    that the other would stand under. ``groupe``: the one to rename, for a title.
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
    groupe: Groupe | None = None

    @property
    def ancre(self) -> str:
        """Where it stands on the page: the same as long as it is proposed."""
        nom = self.cartes[0].id if self.genre is GenreProposition.PLACE else self.cle
        return f"s-{sha256(nom.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class PageSuggestions:
    """``places`` are card by card. ``nouvelles``: words that came since the computation.

    ``suite``: the anchor of the suggestion to look at next, which says what was just done.
    """

    seance: Seance
    question: Question
    questions: list[Question]
    moment: Moment
    base: str
    doublons: tuple[Suggestion, ...]
    probables: tuple[Suggestion, ...]
    groupes: tuple[Suggestion, ...]
    places: tuple[tuple[Suggestion, ...], ...]
    titres: tuple[Suggestion, ...]
    refusees: tuple[PropositionRefusee, ...]
    nouvelles: int
    libres: int
    fait: int | None = None
    suite: str = ""
    a_rendre: tuple[PropositionRefusee, ...] = ()
    erreur: str | None = None

    @property
    def montrees(self) -> tuple[Suggestion, ...]:
        """All that is on the page."""
        if self.moment is Moment.JOUR:
            return (*self.doublons, *self.probables)
        return (*(une for lot in self.places for une in lot), *self.groupes, *self.titres)

    @property
    def suites(self) -> dict[str, str]:
        """After each suggestion, the one to look at: the next of its list, else the one before."""
        listes = [self.doublons, self.probables, self.groupes, self.titres]
        listes.append(tuple(lot[0] for lot in self.places))
        found = {}
        for liste in listes:
            ancres = [une.ancre for une in liste]
            for rang, ancre in enumerate(ancres):
                near = ancres[rang + 1 : rang + 2] or ancres[max(0, rang - 1) : rang]
                found[ancre] = near[0] if near else ""
        return found

    @property
    def dit_en_place(self) -> bool:
        """Whether what was just done is said beside the next suggestion, not above them all."""
        return bool(self.suite) and self.suite in {une.ancre for une in self.montrees}

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
    groups = {groupe.id: groupe for groupe in etat.groupes}
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
            if (one.genre, one.cle) not in keys and (pair := _pair(one, shown, groups)) is not None
        ),
        "probables": open_groups(propositions.probables)[:_PROBABLES],
        "groupes": open_groups(propositions.groupes),
        "places": tuple(
            _seen(
                one,
                (free[one.cartes[0]],),
                _strength(one.score, 0.35, 0.2),
                one.groupe,
                groups[one.groupe].titre,
            )
            for one in propositions.places
            if one.cartes[0] in free and one.groupe in groups and (one.genre, one.cle) not in keys
        ),
        "titres": tuple(
            _renamed(one, groups[one.groupe])
            for one in propositions.titres
            if one.groupe in groups
            and (one.genre, one.cle) not in keys
            and not says_already(groups[one.groupe].titre, one.titre)
        ),
    }


def by_card(places: Iterable[Suggestion]) -> tuple[tuple[Suggestion, ...], ...]:
    """The places card by card, in the order of the cards."""
    found: dict[str, list[Suggestion]] = {}
    for place in places:
        found.setdefault(place.cartes[0].id, []).append(place)
    return tuple(tuple(some) for some in found.values())


def _pair(
    one: Proposition, shown: Mapping[str, Carte], groups: Mapping[str, Groupe]
) -> Suggestion | None:
    """Two near words, the one that would stay first: that which is in a group, else the older.

    None where one is gone or somebody has put them in two groups.
    """
    cards = tuple(shown[id_] for id_ in one.cartes if id_ in shown)
    where = {card.regroupement_id for card in cards if card.regroupement_id}
    if len(cards) < len(one.cartes) or len(where) > 1:
        return None
    cards = tuple(sorted(cards, key=lambda card: (card.regroupement_id is None, card.ordre)))
    dans = next(iter(where), None)
    titre = groups[dans].titre if dans else ""
    return _seen(one, cards, _strength(one.score, 0.7, 0.55), dans, titre)


def _renamed(one: Proposition, groupe: Groupe) -> Suggestion:
    said = _("mots qui reviennent : %(mots)s", mots=", ".join(one.mots))
    return Suggestion(GenreProposition.TITRE, one.cle, (), one.titre, said, "", "", groupe=groupe)


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
