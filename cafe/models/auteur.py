"""Who did what to an object last: the names that a conflict or a journal may show to the team.

Never for residents' screens: staff names stay in the team's rooms.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.acces import Acces
from cafe.models.compte import Compte
from cafe.models.evenement import Evenement, EvenementObjet


def last_event_of(session: Session, genre: str, objet_id: str) -> Evenement | None:
    """The latest event that touched an object; None when nothing ever did."""
    return session.scalar(
        select(Evenement)
        .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
        .where(EvenementObjet.genre == genre, EvenementObjet.objet_id == objet_id)
        .order_by(Evenement.numero.desc())
        .limit(1)
    )


def author_name(session: Session, event: Evenement | None) -> str:
    """The name of the account or device behind an event; empty for anyone else."""
    if event is None or event.auteur_id is None:
        return ""
    if event.auteur_genre == "compte":
        compte = session.get(Compte, event.auteur_id)
        return (compte.nom or compte.email) if compte else ""
    if event.auteur_genre == "appareil":
        acces = session.get(Acces, event.auteur_id)
        return acces.libelle if acces else ""
    return ""
