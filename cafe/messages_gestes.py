"""The French sentences of the gestures under « Plus » on a card: split, bring together, mark.

Same rule as ``cafe.messages``.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_GESTES: dict[str, Sentence] = {
    "rien_a_partager": Sentence(
        _("Il n’y a rien à partager : laissez une ligne vide entre deux idées."), 422
    ),
    "trop_de_parties": Sentence(_("Partagez en %(maximum)s idées au plus."), 422),
    "mots_perdus": Sentence(
        _("Ces mots de la personne manquent : %(mots)s. Rien de ce qu’elle a dit ne se perd."), 422
    ),
    "mots_ajoutes": Sentence(
        _("Ces mots ne sont pas d’elle : %(mots)s. Répétez ses mots au besoin, sans en ajouter."),
        422,
    ),
    "parole_partagee": Sentence(
        _("Cette parole en contenait plusieurs. Choisissez une de ses parties."), 409
    ),
    "carte_partagee": Sentence(
        _("Entre-temps, %(qui)s a partagé cette parole en plusieurs. Retrouvez ses parties."), 409
    ),
    "principale_absente": Sentence(_("Choisissez la parole sous laquelle la garder."), 422),
    "rapprochee_de_soi": Sentence(
        _("Une parole n’est pas proche d’elle-même. Choisissez-en une autre."), 422
    ),
    "deja_ensemble": Sentence(
        _("Ces deux paroles sont déjà ensemble. Séparez-les d’abord pour changer leur ordre."), 409
    ),
    "parole_d_une_autre_question": Sentence(
        _("Cette parole répond à une autre question. Changez d’abord l’une des deux de question."),
        422,
    ),
    "parole_rapprochee": Sentence(
        _("Cette parole est gardée près d’une autre. Séparez-les d’abord."), 409
    ),
    "parole_citee": Sentence(
        _(
            "Une préconisation ou une suite s’appuie sur cette parole : elle doit rester entière. "
            "Retirez-la d’abord de ses sources."
        ),
        409,
    ),
    "partie_changee": Sentence(
        _(
            "Une des parties a changé depuis (%(qui)s) : elles ne se rejoignent plus. "
            "Chacune garde ses mots."
        ),
        409,
    ),
}
