"""The form of a fiche opérationnelle: its headings in order, and the fields under each.

The keys are published (docs/formats/fiches.md) and do not change meaning. No value lives here,
and nothing about how a file or a page writes them, except the column title of tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TypeChamp(StrEnum):
    """What the value of a field is; the JSON type follows from it."""

    TEXTE = "texte"
    TEXTE_LONG = "texte_long"
    LISTE = "liste"
    LISTE_ENJEUX = "liste_enjeux"
    ANNEE = "annee"
    DATE_LIBRE = "date_libre"

    @property
    def is_list(self) -> bool:
        """Say whether the value is a list rather than one text or one number."""
        return self in (TypeChamp.LISTE, TypeChamp.LISTE_ENJEUX)


class Rubrique(StrEnum):
    """A section of the form, in the form's order; the value is its key."""

    ENTETE = "entete"
    DIAGNOSTIC = "diagnostic"
    OBJECTIFS = "objectifs"
    DESCRIPTIF = "descriptif"
    PILOTE = "pilote"
    PERIMETRE = "perimetre"
    PUBLICS = "publics"
    CALENDRIER = "calendrier"
    EVALUATION = "evaluation"
    TRANSVERSAL = "transversal"


TITRES: dict[Rubrique, str] = {
    Rubrique.ENTETE: "",
    Rubrique.DIAGNOSTIC: "Rappel des éléments clés du diagnostic",
    Rubrique.OBJECTIFS: "Objectifs de l'action et résultats attendus",
    Rubrique.DESCRIPTIF: "Descriptif de l'action",
    Rubrique.PILOTE: "Pilote et partenaires associés",
    Rubrique.PERIMETRE: "Périmètre de l'action",
    Rubrique.PUBLICS: "Publics visés",
    Rubrique.CALENDRIER: "Calendrier prévisionnel",
    Rubrique.EVALUATION: "Évaluation",
    Rubrique.TRANSVERSAL: "Prise en compte des approches transversales",
}


@dataclass(frozen=True, slots=True)
class Champ:
    """One field of the form.

    ``libelle`` is its heading on the page (empty when the section's title says it all),
    ``colonne`` its title in CSV and XLSX files, ``alias`` other titles people give it.
    A ``facultatif`` field is shown only when filled. A field that is ``double_de`` another
    says the same thing in another form (the source's wording, a year for sorting): it is
    shown in the other one's place when that one is not filled, else set apart.
    """

    cle: str
    libelle: str
    colonne: str
    type: TypeChamp
    rubrique: Rubrique
    alias: tuple[str, ...] = ()
    facultatif: bool = False
    double_de: str | None = None


_R, _T = Rubrique, TypeChamp

CHAMPS: tuple[Champ, ...] = (
    Champ("numero", "Fiche n°", "N°", _T.TEXTE, _R.ENTETE,
          ("Numéro", "Num", "No", "Numéro de fiche", "N° de fiche", "Numéro de la fiche",
           "N° de la fiche", "Fiche n°")),
    Champ("intitule", "Intitulé", "Intitulé", _T.TEXTE, _R.ENTETE,
          ("Titre", "Intitulé de la fiche", "Titre de la fiche", "Intitulé de l'action",
           "Nom de la fiche")),
    Champ("objectif_strategique", "Objectif stratégique", "Objectif stratégique",
          _T.TEXTE, _R.ENTETE),
    Champ("pilier", "Pilier", "Pilier", _T.TEXTE, _R.ENTETE, ("Pilier n°",)),
    Champ("principes_integrateurs", "Principes intégrateurs", "Principes intégrateurs",
          _T.LISTE, _R.ENTETE, ("Principe intégrateur", "Principe", "Principes"),
          facultatif=True),
    Champ("enjeux", "Enjeux", "Enjeux", _T.LISTE_ENJEUX, _R.ENTETE, ("Enjeu", "Enjeu n°")),
    Champ("enjeux_texte", "Enjeux", "Enjeux (texte)", _T.TEXTE, _R.ENTETE,
          ("Enjeux tels qu'imprimés",), double_de="enjeux"),
    Champ("sous_theme", "Sous-thème", "Sous-thème", _T.TEXTE, _R.ENTETE,
          ("Thème", "Thématique", "Sous-thématique"), facultatif=True),
    Champ("diagnostic", "", "Diagnostic", _T.TEXTE_LONG, _R.DIAGNOSTIC,
          ("Rappel des éléments clés du diagnostic", "Rappel du diagnostic",
           "Eléments de contexte actualisés", "Eléments de contexte", "Contexte")),
    Champ("objectifs_cadrage", "Cadrage des objectifs", "Cadrage des objectifs",
          _T.TEXTE_LONG, _R.OBJECTIFS, ("Préambule des objectifs",), facultatif=True),
    Champ("objectifs", "Objectifs", "Objectifs", _T.LISTE, _R.OBJECTIFS,
          ("Objectif", "Objectifs de l'action", "Objectifs opérationnels",
           "Objectif opérationnel")),
    Champ("resultats_attendus", "Résultats attendus", "Résultats attendus", _T.LISTE,
          _R.OBJECTIFS, ("Résultat attendu", "Résultats")),
    Champ("descriptif", "", "Descriptif", _T.TEXTE_LONG, _R.DESCRIPTIF,
          ("Descriptif de l'action", "Description", "Description de l'action")),
    Champ("pilote", "Pilote", "Pilote", _T.LISTE, _R.PILOTE,
          ("Pilotes", "Maître d'ouvrage", "Maîtres d'ouvrage", "Maîtrise d'ouvrage",
           "Porteur", "Structure pilote", "Structures pilotes")),
    Champ("pilote_texte", "Pilote", "Pilote (texte)", _T.TEXTE, _R.PILOTE,
          ("Pilote tel qu'imprimé",), double_de="pilote"),
    Champ("partenaires", "Partenaires associés", "Partenaires associés", _T.LISTE, _R.PILOTE,
          ("Partenaires", "Partenaire", "Partenaire associé")),
    Champ("partenaires_texte", "Partenaires associés", "Partenaires associés (texte)",
          _T.TEXTE_LONG, _R.PILOTE, ("Partenaires tels qu'imprimés",),
          double_de="partenaires"),
    Champ("perimetre", "", "Périmètre", _T.TEXTE_LONG, _R.PERIMETRE,
          ("Périmètre de l'action", "Territoire", "Territoires", "Quartiers")),
    Champ("publics", "", "Publics visés", _T.TEXTE_LONG, _R.PUBLICS,
          ("Public visé", "Publics", "Public", "Public cible", "Publics cibles")),
    Champ("date_debut", "Début", "Date de début", _T.DATE_LIBRE, _R.CALENDRIER,
          ("Début", "Date début", "Début de l'action")),
    Champ("annee_debut", "Début", "Année de début", _T.ANNEE, _R.CALENDRIER,
          ("Année début",), double_de="date_debut"),
    Champ("date_fin", "Fin", "Date de fin", _T.DATE_LIBRE, _R.CALENDRIER,
          ("Fin", "Date fin", "Fin de l'action")),
    Champ("annee_fin", "Fin", "Année de fin", _T.ANNEE, _R.CALENDRIER,
          ("Année fin",), double_de="date_fin"),
    Champ("calendrier_texte", "Précisions", "Calendrier", _T.TEXTE_LONG, _R.CALENDRIER,
          ("Calendrier prévisionnel", "Calendrier (texte)", "Durée"), facultatif=True),
    Champ("indicateurs_realisation", "Indicateurs de réalisation", "Indicateurs de réalisation",
          _T.LISTE, _R.EVALUATION, ("Indicateur de réalisation",)),
    Champ("indicateurs_resultat", "Indicateurs de résultat", "Indicateurs de résultat",
          _T.LISTE, _R.EVALUATION, ("Indicateur de résultat", "Indicateurs de résultats")),
    Champ("indicateurs_non_categorises", "Indicateurs", "Indicateurs", _T.LISTE, _R.EVALUATION,
          ("Indicateur", "Evaluation", "Indicateurs d'évaluation",
           "Indicateurs non catégorisés"), facultatif=True),
    Champ("axes_transversaux", "Axes transversaux", "Axes transversaux", _T.LISTE,
          _R.TRANSVERSAL, ("Axe transversal",), facultatif=True),
    Champ("approches_transversales_texte", "", "Approches transversales", _T.TEXTE_LONG,
          _R.TRANSVERSAL,
          ("Approche transversale", "Prise en compte des approches transversales")),
)  # fmt: skip

CHAMPS_PAR_CLE: dict[str, Champ] = {champ.cle: champ for champ in CHAMPS}

# Without these two a fiche can neither be told from another nor be named.
CLES_OBLIGATOIRES: tuple[str, ...] = ("numero", "intitule")


def fields_of(rubrique: Rubrique) -> tuple[Champ, ...]:
    """The fields of one section, in the form's order."""
    return tuple(champ for champ in CHAMPS if champ.rubrique is rubrique)
