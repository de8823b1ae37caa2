"""The groups that a lone text may be offered: few, each for a word that is the group's own.

A word that two members say, and that the group says at least as often as all the rest of the
board. Near without one (a common word, a turn of phrase) is no reason: nothing is offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cafe.suggestions.classement import Candidat, rank_groups
from cafe.suggestions.empreinte import Empreinte
from cafe.suggestions.francais import stems_of
from cafe.suggestions.oppositions import may_oppose
from cafe.suggestions.raisons import words_among

# Chosen on the subjects of six themes of the bench's set; bench/README.md says what it is worth
# on those that did not serve.
SEUIL = 0.12
_MINIMUM = 2
_LUS = 20  # sayers read for what they oppose


def find_places(
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    groupes: Sequence[Sequence[str]],
    traits: Sequence[Sequence[Empreinte]],
    *,
    combien: int = 3,
) -> list[list[Candidat]]:
    """For each lone text, the groups it may be offered, the likeliest first; most often none.

    ``mots`` are the words that are the group's own. A text that may oppose most of those who say
    them is not offered their group. ``traits``: see `rank_groups`.
    """
    dits = [[stems_of([membre]) for membre in groupe] for groupe in groupes]
    siens = [Counter(racine for membre in groupe for racine in membre) for groupe in dits]
    seuls = [stems_of([texte]) for texte in textes]
    partout = Counter(racine for groupe in siens for racine in groupe.elements())
    partout.update(racine for texte in seuls for racine in texte)

    def own(rang: int, groupe: int) -> set[str]:
        return {
            racine
            for racine in seuls[rang]
            if not racine.isdigit()
            and (nombre := siens[groupe][racine]) >= _MINIMUM
            # But for the text itself, half of all those who say it.
            and 2 * nombre >= partout[racine] - 1
        }

    def opposed(rang: int, groupe: int, racines: set[str]) -> bool:
        memes = [
            membre
            for membre, dit in zip(groupes[groupe], dits[groupe], strict=True)
            if racines & dit
        ][:_LUS]
        return 2 * sum(may_oppose(textes[rang], membre) for membre in memes) > len(memes)

    places = []
    rangees = rank_groups(textes, empreintes, groupes, traits, combien=combien, seuil=SEUIL)
    for rang, candidats in enumerate(rangees):
        offerts = []
        for candidat in candidats:
            racines = own(rang, candidat.rang)
            if racines and not opposed(rang, candidat.rang, racines):
                mots = words_among(textes[rang], racines)
                offerts.append(Candidat(candidat.rang, candidat.score, mots))
        places.append(offerts)
    return places
