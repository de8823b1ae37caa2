"""What the page of filters offers: only what some word of the board answers to."""

from __future__ import annotations

from dataclasses import dataclass

from cafe.extensions import db
from cafe.facilitation.filtres import PERSONNES_MIN, people_behind
from cafe.facilitation.filtres_dits import Choix, category_words, language_words
from cafe.facilitation.vue import PageTableau
from cafe.models.question import tours_of
from cafe.models.tableau import Carte


@dataclass(frozen=True)
class ChoixDeFiltre:
    """The values of each filter; ``langues`` are those that enough people wrote in."""

    tables: tuple[Choix, ...]
    tours: tuple[Choix, ...]
    categories: tuple[Choix, ...]
    langues: tuple[Choix, ...]


def filter_choices(page: PageTableau) -> ChoixDeFiltre:
    """What the words of this board can be filtered by."""
    cards = page.cartes()
    rounds = {card.tour_id for card in cards}
    session = db.session()
    return ChoixDeFiltre(
        tables=tuple(
            Choix(str(numero), str(numero))
            for numero in sorted({card.tablee for card in cards if card.tablee is not None})
        ),
        tours=tuple(
            Choix(tour.id, str(tour.numero))
            for tour in tours_of(session, page.seance.id)
            if tour.id in rounds
        ),
        categories=tuple(
            Choix(key, category_words(key)) for key in sorted({card.categorie for card in cards})
        ),
        langues=tuple(
            Choix(code, language_words(code))
            for code, ids in sorted(_by_language(cards).items())
            if people_behind(session, page.question_id, code, ids) >= PERSONNES_MIN
        ),
    )


def _by_language(cards: list[Carte]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for card in cards:
        found.setdefault(card.langue, []).append(card.id)
    return found
