"""The French sentences of votes by dots, on phones and in the team's room.

Same rule as ``cafe.messages``. A sentence about dots says how many are left.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_VOTES: dict[str, Sentence] = {
    # On the phone
    "vote_pas_ouvert": Sentence(_("Le vote n’est pas ouvert en ce moment."), 403),
    "vote_clos": Sentence(_("Le vote est clos. Vos gommettes déjà posées comptent, merci !"), 409),
    "plus_de_gommettes": Sentence(
        _(
            "Il ne vous reste plus de gommette : vous en avez posé %(total)s. "
            "Retirez-en une pour la poser ailleurs."
        ),
        409,
    ),
    "plus_assez_de_gommettes": Sentence(
        _("C’est trop : gommettes qui vous restent, %(restants)s sur %(total)s."), 409
    ),
    "trop_sur_une_carte": Sentence(
        _("Sur une même idée, le nombre de gommettes ne dépasse pas %(maximum)s."), 409
    ),
    "points_invalides": Sentence(_("Ce nombre de gommettes n’existe pas."), 422),
    "carte_hors_vote": Sentence(_("Cette idée n’est pas dans le vote. Rechargez la page."), 422),
    "carte_retiree_du_vote": Sentence(
        _("Cette idée a été retirée. Vous pouvez reprendre vos gommettes."), 409
    ),
    "vote_trop_vite": Sentence(
        _("Vous allez très vite ! Attendez %(attendre)s secondes, puis recommencez."), 429
    ),
    # On the board, while people vote
    "groupe_au_vote": Sentence(
        _(
            "On vote en ce moment sur ce groupe : il garde son nom et reste ouvert. "
            "Fermez d’abord le vote."
        ),
        409,
    ),
    "derniere_du_vote": Sentence(
        _(
            "On vote en ce moment sur ce groupe et cette parole est la dernière qu’il montre. "
            "Fermez d’abord le vote."
        ),
        409,
    ),
    "parole_au_vote": Sentence(
        _("On vote en ce moment sur cette parole : son texte ne change pas pendant le vote."), 409
    ),
    # Preparing
    "vote_sans_titre": Sentence(_("Donnez un titre au vote."), 422),
    "vote_points": Sentence(_("Donnez de 1 à %(maximum)s gommettes à chaque personne."), 422),
    "vote_par_carte": Sentence(
        _("Sur une même carte, permettez de 1 à %(maximum)s gommettes."), 422
    ),
    "vote_sans_carte": Sentence(_("Choisissez les cartes sur lesquelles on vote."), 422),
    "vote_trop_de_cartes": Sentence(
        _("Gardez %(maximum)s cartes au plus : au-delà, personne ne lit tout."), 422
    ),
    "carte_pas_publiee": Sentence(
        _("Une des cartes choisies n’est plus affichée. Préparez le vote de nouveau."), 409
    ),
    "groupe_sans_parole": Sentence(
        _("Le groupe « %(titre)s » ne montre aucune parole publiée. Retirez-le du vote."), 409
    ),
    "vote_commence": Sentence(
        _("Ce vote a déjà été ouvert : il ne change plus. Préparez-en un autre."), 409
    ),
    # Leading
    "vote_hors_rencontre": Sentence(
        _("La rencontre n’est pas ouverte. Ouvrez-la, puis ouvrez le vote."), 409
    ),
    "autre_vote_ouvert": Sentence(
        _("Le vote « %(titre)s » est encore ouvert. Fermez-le d’abord."), 409
    ),
    "vote_pas_en_cours": Sentence(_("Ce vote n’est pas ouvert : il n’y a rien à fermer."), 409),
    "vote_pas_clos": Sentence(_("Fermez le vote avant de montrer ses résultats."), 409),
    "presents_invalides": Sentence(_("Indiquez un nombre de présents, de 0 à %(maximum)s."), 422),
    "papier_invalide": Sentence(
        _("Indiquez le total des gommettes de papier, de 0 à %(maximum)s."), 422
    ),
    "photo_absente": Sentence(_("Choisissez une photo."), 422),
    # Somebody else was faster
    "vote_deja_ouvert": Sentence(_("Entre-temps, %(qui)s a ouvert le vote « %(titre)s »."), 409),
    "vote_deja_clos": Sentence(_("Entre-temps, %(qui)s a fermé le vote « %(titre)s »."), 409),
    "vote_deja_revele": Sentence(
        _("Entre-temps, %(qui)s a montré les résultats du vote « %(titre)s »."), 409
    ),
    "vote_deja_ecarte": Sentence(_("Entre-temps, %(qui)s a écarté ce vote."), 409),
    "vote_deja_modifie": Sentence(_("Entre-temps, %(qui)s a changé le vote « %(titre)s »."), 409),
}
