"""The fiches that a préconisation or an idea is nearest to."""

from __future__ import annotations

from collections.abc import Sequence

from cafe.suggestions.classement import Candidat
from cafe.suggestions.empreinte import Empreinte, make_empreintes
from cafe.suggestions.espace import Espace, nearest
from cafe.suggestions.francais import stems_of
from cafe.suggestions.raisons import words_among
from cafe.suggestions.synonymes import look_for

SEUIL = 0.06
# What is translated weighs less than what was said: who writes like a fiche means its words.
_POIDS_SYNONYMES = 0.3


class IndexFiches:
    """Made once for a plan, asked many times. ``textes``: title and body of each fiche."""

    def __init__(self, textes: Sequence[str], empreintes: Sequence[Empreinte]) -> None:
        self._dits = [stems_of([texte]) for texte in textes]
        self._espace = Espace(empreintes)
        self._fiches = self._espace.place(empreintes)

    def rank(
        self,
        requetes: Sequence[str],
        empreintes: Sequence[Empreinte],
        *,
        combien: int = 3,
        seuil: float = SEUIL,
    ) -> list[list[Candidat]]:
        """For each text, the likeliest fiches by rank; none where nothing is alike.

        Words of every day are first translated into those of the administration: « foot » looks
        for « sport » too.
        """
        ajouts = [look_for(requete) for requete in requetes]
        cherchees = self._espace.place(make_empreintes(ajouts))
        vecteurs = self._espace.place(empreintes).plus(cherchees, _POIDS_SYNONYMES)
        qui, pres = nearest(vecteurs, self._fiches, combien)
        return [
            [
                Candidat(
                    int(fiche),
                    float(score),
                    words_among(f"{requete}. {ajout}", self._dits[int(fiche)]),
                )
                for fiche, score in zip(voisins, cosinus, strict=True)
                if score >= seuil
            ]
            for requete, ajout, voisins, cosinus in zip(requetes, ajouts, qui, pres, strict=True)
        ]
