"""« Fiche incomplète »: which main parts of the form are blank, and which were not imported.

A pure question about a content. A part counts as filled when any of its fields is: a list of
indicators that the source does not divide answers for both kinds, a free « durée du contrat »
answers for both dates.
"""

from __future__ import annotations

from dataclasses import dataclass

from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, state_of

# Label of the part → the fields that may fill it, in the order of the form.
PARTIES: dict[str, tuple[str, ...]] = {
    "Diagnostic": ("diagnostic",),
    "Objectifs": ("objectifs", "objectifs_cadrage"),
    "Résultats attendus": ("resultats_attendus",),
    "Descriptif": ("descriptif",),
    "Pilote": ("pilote", "pilote_texte"),
    "Partenaires associés": ("partenaires", "partenaires_texte"),
    "Périmètre": ("perimetre",),
    "Publics visés": ("publics",),
    "Début": ("date_debut", "annee_debut", "calendrier_texte"),
    "Fin": ("date_fin", "annee_fin", "calendrier_texte"),
    "Indicateurs": (
        "indicateurs_realisation",
        "indicateurs_resultat",
        "indicateurs_non_categorises",
    ),
    "Approches transversales": ("approches_transversales_texte", "axes_transversaux"),
}


@dataclass(frozen=True, slots=True)
class Completude:
    """Labels of the main parts that say nothing, in the order of the form."""

    vides: tuple[str, ...]
    non_importees: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Say whether every main part is filled."""
        return not self.vides and not self.non_importees


def completeness_of(contenu: ContenuFiche) -> Completude:
    """Sort the main parts that are not filled: blank in the source, or not imported at all."""
    vides: list[str] = []
    non_importees: list[str] = []
    for libelle, cles in PARTIES.items():
        etats = {state_of(contenu, cle) for cle in cles}
        if EtatChamp.REMPLI in etats:
            continue
        (vides if EtatChamp.VIDE in etats else non_importees).append(libelle)
    return Completude(tuple(vides), tuple(non_importees))
