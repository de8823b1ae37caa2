"""The French sentences of lists typed from paper. Same rule as ``cafe.messages``."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_PAPIER: dict[str, Sentence] = {
    "feuille_sans_table": Sentence(
        _("Choisissez d’abord la table de cette feuille : la photo est gardée avec elle."), 422
    ),
    "liste_vide": Sentence(
        _("Cette liste est vide. Collez des lignes, ou choisissez un fichier."), 422
    ),
    "liste_longue": Sentence(
        _("Cette liste a %(nombre)s lignes ; la limite est de %(maximum)s à la fois. Découpez-la."),
        422,
    ),
    "liste_ligne": Sentence(
        _(
            "La ligne %(ligne)s ne convient plus : la rencontre a changé entre-temps. "
            "Rien n’a été créé. Relisez la liste."
        ),
        409,
    ),
    "liste_trop_tot": Sentence(
        _(
            "La rencontre n’est pas ouverte. Ouvrez-la, puis créez les paroles : la liste reste "
            "dans cette page."
        ),
        409,
    ),
    "liste_inconnue": Sentence(_("Cette liste n’a pas été importée dans cette rencontre."), 404),
    "liste_travaillee": Sentence(
        _(
            "On a déjà travaillé sur %(nombre)s des %(total)s paroles de cette liste : elle ne se "
            "retire plus d’un geste. Au tableau, mettez au frigo celles qui sont de trop."
        ),
        409,
    ),
}
