"""What a préconisation is near to: the fiches that it may bear on, others already written."""

from __future__ import annotations

from cafe.suggestions.empreinte import make_empreintes
from cafe.suggestions.espace import Espace, Vecteurs
from cafe.suggestions.fiches import IndexFiches
from cafe.suggestions.oppositions import may_oppose
from cafe.suggestions.plan import DemandePlan, Proche, Voisinage
from cafe.suggestions.raisons import shared_words

_FICHES = 3
_FICHE_MIN = 0.1  # and a word in common: below, nothing is better than a guess
_FICHE_PART = 0.5  # of the first one's score: a far second is a guess too
_PROCHES = 3
_PROCHE_MIN = 0.2
# Of titles. Lower than for two words of a board: a warning moves nothing, and on both labelled sets
# three pairs of four or more are still real there.
REDITE = 0.35


def compare_plan(demande: DemandePlan) -> dict[str, Voisinage]:
    """For each préconisation, by id; empty lists where nothing is alike.

    It repeats an older one when their titles say nearly the same; never one that it may oppose.
    """
    textes = [une.texte for une in demande.preconisations]
    titres = [texte.partition("\n")[0] for texte in textes]
    corps = [fiche.texte for fiche in demande.fiches]
    traits, traits_titres = make_empreintes(textes), make_empreintes(titres)
    traits_fiches = make_empreintes(corps)
    rangees = IndexFiches(corps, traits_fiches).rank(
        textes, traits, combien=_FICHES, seuil=_FICHE_MIN
    )
    # The plan says of the same things in the same words: it teaches which are rare.
    espace = Espace([*traits_fiches, *traits])
    entiers, en_titre = _cosines(espace.place(traits)), _cosines(espace.place(traits_titres))
    voisinages = {}
    for rang, une in enumerate(demande.preconisations):
        redites, proches = [], []
        for autre, la in enumerate(demande.preconisations):
            if autre == rang:
                continue
            mots = shared_words(textes[rang], [textes[autre]])
            titre = en_titre[rang][autre]
            if autre < rang and titre >= REDITE and not may_oppose(titres[rang], titres[autre]):
                redites.append(Proche(la.id, titre, mots))
                continue
            if mots and entiers[rang][autre] >= _PROCHE_MIN:
                proches.append(Proche(la.id, entiers[rang][autre], mots))
        fiches = []
        for candidat in rangees[rang]:
            la = demande.fiches[candidat.rang]
            if candidat.mots and candidat.score >= _FICHE_PART * rangees[rang][0].score:
                dits = shared_words(textes[rang], [la.texte])
                mots = dits or candidat.mots
                fiches.append(Proche(la.id, candidat.score, mots, bool(dits)))
        voisinages[une.id] = Voisinage(
            tuple(fiches), _nearest(proches, _PROCHES), _nearest(redites, _PROCHES)
        )
    return voisinages


def _cosines(vecteurs: Vecteurs) -> list[list[float]]:
    return [[float(un) for un in ligne] for ligne in vecteurs.cosines(vecteurs)]


def _nearest(proches: list[Proche], combien: int) -> tuple[Proche, ...]:
    return tuple(sorted(proches, key=lambda un: (-un.score, un.id))[:combien])
