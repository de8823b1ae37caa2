"""The French sentence and the HTTP status of each refusal code.

A sentence says what happened and what to do next. A test checks that every code raised in
``cafe/actions`` has one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from cafe.actions.core import Refusal
from cafe.messages_accueil import SENTENCES_ACCUEIL
from cafe.messages_chaine import SENTENCES_CHAINE
from cafe.messages_comptes_rendus import SENTENCES_COMPTES_RENDUS
from cafe.messages_confiance import SENTENCES_CONFIANCE
from cafe.messages_deroule import SENTENCES_DEROULE
from cafe.messages_gestes import SENTENCES_GESTES
from cafe.messages_medias import SENTENCES_MEDIAS
from cafe.messages_papier import SENTENCES_PAPIER
from cafe.messages_reunion import SENTENCES_REUNION
from cafe.messages_rotation import SENTENCES_ROTATION
from cafe.messages_tableau import SENTENCES_TABLEAU
from cafe.messages_tables import SENTENCES_TABLES
from cafe.messages_votes import SENTENCES_VOTES
from cafe.phrases import Sentence
from cafe.phrases import mark as _
from cafe.presentation import heure, jour

SENTENCES: dict[str, Sentence] = (
    SENTENCES_ACCUEIL
    | SENTENCES_CHAINE
    | SENTENCES_COMPTES_RENDUS
    | SENTENCES_CONFIANCE
    | SENTENCES_DEROULE
    | SENTENCES_GESTES
    | SENTENCES_MEDIAS
    | SENTENCES_PAPIER
    | SENTENCES_REUNION
    | SENTENCES_ROTATION
    | SENTENCES_TABLEAU
    | SENTENCES_VOTES
    | SENTENCES_TABLES
    | {
        # Rights and objects
        "interdit": Sentence(_("Vous n’avez pas le droit de faire cela ici."), 403),
        "introuvable": Sentence(_("Nous ne trouvons pas ce que vous cherchez."), 404),
        "deja_modifie": Sentence(
            _("Quelqu’un a modifié cet élément pendant ce temps. Relisez-le, puis recommencez."),
            409,
        ),
        "occupe": Sentence(
            _("Le serveur est très occupé. Rien n’est perdu : réessayez dans quelques secondes."),
            503,
        ),
        # Accounts and devices
        "email_invalide": Sentence(_("Cette adresse n’est pas complète : nom@exemple.fr."), 422),
        "compte_existe": Sentence(_("Un compte existe déjà à cette adresse."), 409),
        "compte_inconnu": Sentence(_("Aucun compte n’a cette adresse."), 404),
        "lien_perime": Sentence(
            _("Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau."), 404
        ),
        "connexion_requise": Sentence(
            _("Un compte existe à cette adresse : connectez-vous, puis rouvrez le lien."), 403
        ),
        "mot_de_passe_absent": Sentence(_("Choisissez un mot de passe."), 422),
        "mot_de_passe_court": Sentence(
            _("Choisissez un mot de passe d’au moins %(minimum)s caractères."), 422
        ),
        "invitation_utilisee": Sentence(_("Cette invitation a déjà été acceptée."), 409),
        "dernier_chef": Sentence(
            _("C’est le dernier chef de projet : nommez-en un autre d’abord."), 409
        ),
        "table_inconnue": Sentence(_("Choisissez une table de cette rencontre."), 422),
        "appairage_perime": Sentence(
            _("Ce QR code a déjà servi ou a expiré. Affichez-en un nouveau sur l’ordinateur."), 404
        ),
        # Preparing and leading
        "demarche_sans_nom": Sentence(_("Donnez un nom à la démarche."), 422),
        "titre_vide": Sentence(_("Donnez un titre à la rencontre."), 422),
        "heures_egales": Sentence(_("L’heure de fin doit être différente du début."), 422),
        "question_vide": Sentence(
            _("La question %(rang)s est vide : écrivez-la ou retirez-la."), 422
        ),
        "question_utilisee": Sentence(
            _("Cette question a déjà reçu des paroles : elle ne peut plus être retirée."), 409
        ),
        "trop_de_categories": Sentence(
            _("Gardez %(maximum)s catégories au plus par question : au-delà, on hésite."), 422
        ),
        "etape_vide": Sentence(_("L’étape %(rang)s n’a pas de titre."), 422),
        "etape_en_cours": Sentence(_("L’étape en cours ne peut pas être retirée."), 409),
        "etape_inconnue": Sentence(_("Cette étape n’est pas de cette rencontre."), 422),
        "table_utilisee": Sentence(
            _(
                "La table %(numero)s a déjà reçu des paroles, du monde ou un appareil : "
                "elle ne peut plus être retirée."
            ),
            409,
        ),
        "nombre_de_tables": Sentence(_("Indiquez un nombre de tables, de 0 à %(maximum)s."), 422),
        "rencontre_close": Sentence(
            _("Cette rencontre est close et son compte rendu est parti : elle ne change plus."), 409
        ),
        "nombre_negatif": Sentence(_("Un nombre de présents ne peut pas être négatif."), 422),
        "phase_impossible": Sentence(
            _("La rencontre n’en est pas là : rechargez la page pour voir où elle en est."), 409
        ),
        # Words
        "texte_vide": Sentence(_("Écrivez votre idée avant de l’envoyer."), 422),
        "texte_long": Sentence(
            _(
                "Votre texte fait %(longueur)s caractères ; il en faut %(maximum)s au plus. "
                "Raccourcissez-le ou envoyez-le en deux fois."
            ),
            422,
        ),
        "question_inconnue": Sentence(
            _("Cette question n’est plus proposée. Choisissez-en une dans la liste."), 422
        ),
        "categorie_inconnue": Sentence(
            _("Choisissez une des réponses proposées : ça va, ça ne va pas, mon idée…"), 422
        ),
        "categorie_absente": Sentence(
            _("Choisissez d’abord ce que vous avez à dire : ça va, ça ne va pas, mon idée…"), 422
        ),
        "page_expiree": Sentence(
            _("La page était ouverte depuis longtemps. Appuyez encore une fois sur Envoyer."), 400
        ),
        "cookies_bloques": Sentence(
            _(
                "Ce navigateur bloque les cookies, et sans eux rien ne peut être envoyé. "
                "Autorisez-les pour ce site, puis appuyez encore une fois sur Envoyer."
            ),
            400,
        ),
        "recu_inconnu": Sentence(
            _("Ce reçu n’existe pas. Vérifiez les six mots, ou l’adresse complète."), 404
        ),
        "client_id_invalide": Sentence(
            _("L’envoi est incomplet. Rechargez la page : votre texte est gardé."), 422
        ),
        "deja_utilise": Sentence(
            _("Cet envoi a déjà servi pour un autre texte. Appuyez encore une fois sur Envoyer."),
            409,
        ),
        "deja_saisi": Sentence(_("Cette parole est déjà enregistrée."), 409),
        "seance_pas_ouverte": Sentence(
            _("La rencontre n’a pas encore commencé. Revenez quand elle sera ouverte."), 403
        ),
        "seance_close": Sentence(
            _(
                "Cette rencontre est terminée et son compte rendu est parti. "
                "Merci d’y avoir pris part."
            ),
            403,
        ),
        "trop_vite": Sentence(
            _("Vous écrivez très vite ! Attendez %(attendre)s secondes, puis renvoyez."), 429
        ),
        "ralenti": Sentence(
            _(
                "L’équipe lit vos paroles une par une, et en prend une par minute. "
                "Attendez %(attendre)s secondes, puis renvoyez."
            ),
            429,
        ),
        "deja_retiree": Sentence(_("Cette parole a déjà été retirée."), 409),
        "deja_regroupee": Sentence(
            _(
                "Votre parole est déjà regroupée avec d’autres : elle ne peut plus être changée "
                "d’ici. Parlez-en à une personne de l’équipe."
            ),
            409,
        ),
    }
)


def sentence(refusal: Refusal) -> str:
    """The French sentence of a refusal, its details filled in; an instant is told as an hour,
    a date as a day."""
    known = SENTENCES.get(refusal.code)
    if known is None:
        return str(gettext("Cela n’a pas pu être enregistré. Rien n’a changé ; recommencez."))
    details: dict[str, Any] = {name: _told(value) for name, value in refusal.details.items()}
    return str(gettext(known.texte, **details)) if details else str(gettext(known.texte))


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return heure(value)
    return jour(value) if isinstance(value, date) else value


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    known = SENTENCES.get(refusal.code)
    return known.status if known else refusal.status
