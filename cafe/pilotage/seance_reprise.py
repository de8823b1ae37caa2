"""A séance as its form shows it: to open the form, and to compare two versions of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from cafe.actions.seances import EtapePrevue, Prochaine, QuestionPrevue
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Droit, Groupe, Seance, Tour, VueEcran
from cafe.models.question import CATEGORIES, questions_of, tablees_of
from cafe.pilotage.seance_formulaire import SeanceForm
from cafe.presentation import heure, jour


def data_of(seance: Seance) -> dict[str, Any]:
    """What the form shows of a séance."""
    numeros = numbers_of_tours(seance)
    return {
        "version": str(seance.version),
        "titre": seance.titre,
        "format": seance.format.value,
        "jour": seance.jour,
        "jour_fin": seance.jour_fin,
        "heure_debut": seance.heure_debut,
        "heure_fin": seance.heure_fin,
        "lieu": seance.lieu,
        "objet": seance.objet,
        "redacteur": seance.redacteur,
        "moderation": seance.moderation.value,
        "groupe": seance.groupe_id or "",
        "prochaine_jour": seance.prochaine_jour,
        "prochaine_heure": seance.prochaine_heure,
        "prochaine_lieu": seance.prochaine_lieu,
        "prochaine_objet": seance.prochaine_objet,
        "tables": len(tablees_of(db.session(), seance.id)),
        "questions": [
            {
                "ident": q.id,
                "origine": q.origine_id or "",
                "texte": q.texte,
                "theme": q.theme,
                "categories": q.categories,
            }
            for q in questions_of(db.session(), seance.id)
        ],
        "etapes": [
            {
                "ident": e.id,
                "titre": e.titre,
                "minutes": e.duree_minutes,
                "ecrire": Droit.CONTRIBUER in e.droits,
                "voter": Droit.VOTER in e.droits,
                "nature": e.nature.value,
                "tour": numeros.get(e.tour_id or ""),
                "ecran": e.ecran.value,
                "consigne": e.consigne,
            }
            for e in seance.etapes
        ],
    }


def numbers_of_tours(seance: Seance) -> dict[str, int]:
    """The number of each tour, by its id."""
    rows = db.session.scalars(select(Tour).where(Tour.seance_id == seance.id))
    return {row.id: row.numero for row in rows}


def differences(form: SeanceForm, seance: Seance) -> list[tuple[object, object, object]]:
    """``(label, saved, typed)`` of every field."""
    said, now = form.fiche(), seance
    numeros = numbers_of_tours(seance)
    asked, planned = form.questions_prevues(), form.etapes_prevues()
    saved_questions = [
        QuestionPrevue(q.texte, q.theme, tuple(q.categories))
        for q in questions_of(db.session(), seance.id)
    ]
    saved_etapes = [
        EtapePrevue(
            e.titre,
            tuple(Droit(d) for d in e.droits),
            e.duree_minutes,
            nature=e.nature,
            tour=numeros.get(e.tour_id or ""),
            ecran=e.ecran,
            consigne=e.consigne,
        )
        for e in seance.etapes
    ]
    tables = len(tablees_of(db.session(), seance.id))
    pairs = [
        (form.titre, now.titre, said.titre),
        (form.format, libelle(now.format), libelle(said.format)),
        (form.jour, jour(now.jour), jour(said.jour)),
        (form.jour_fin, jour(now.jour_fin), jour(said.jour_fin)),
        (form.heure_debut, heure(now.heure_debut), heure(said.heure_debut)),
        (form.heure_fin, heure(now.heure_fin), heure(said.heure_fin)),
        (form.lieu, now.lieu, said.lieu),
        (form.objet, now.objet, said.objet),
        (form.tables, tables, form.tables.data or 0),
        (form.redacteur, now.redacteur, said.redacteur),
        (form.moderation, libelle(now.moderation), libelle(said.moderation)),
        (form.groupe, _group(now.groupe_id), _group(said.groupe_id)),
    ]
    return [
        *((field.label.text, saved, typed) for field, saved, typed in pairs),
        (gettext("Prochaine rencontre"), _next(_prochaine_of(now)), _next(said.prochaine)),
        *_lines(gettext("Question"), map(_question, saved_questions), map(_question, asked)),
        *_lines(gettext("Étape"), map(_etape, saved_etapes), map(_etape, planned)),
    ]


def _lines(
    label: str, saved: Iterable[str], typed: Iterable[str]
) -> Iterator[tuple[object, object, object]]:
    """The lines of a list side by side, so that only those that differ are shown."""
    for rank, (before, after) in enumerate(zip_longest(saved, typed, fillvalue=""), start=1):
        yield f"{label} {rank}", before, after


def _group(groupe_id: str | None) -> str:
    row = db.session.get(Groupe, groupe_id) if groupe_id else None
    return row.nom if row else gettext("Aucun")


def _prochaine_of(seance: Seance) -> Prochaine:
    return Prochaine(
        jour=seance.prochaine_jour,
        heure=seance.prochaine_heure,
        lieu=seance.prochaine_lieu,
        objet=seance.prochaine_objet,
    )


def _next(said: Prochaine) -> str:
    parts = (jour(said.jour), heure(said.heure), said.lieu, said.objet)
    return ", ".join(part for part in parts if part)


def _question(row: QuestionPrevue) -> str:
    answers = [CATEGORIES[cle].libelle for cle in row.categories if cle in CATEGORIES]
    nom = f"{row.theme.strip()} : " if row.theme.strip() else ""
    return f"{nom}{row.texte.strip()} ({', '.join(answers)})"


def _etape(row: EtapePrevue) -> str:
    parts = [row.titre.strip()]
    if row.duree_minutes:
        parts.append(gettext("%(n)s min", n=row.duree_minutes))
    parts.append(gettext("on écrit") if Droit.CONTRIBUER in row.droits else gettext("on lit"))
    if Droit.VOTER in row.droits:
        parts.append(gettext("on vote"))
    parts.append(libelle(row.nature))
    if row.tour:
        parts.append(gettext("tour %(n)s", n=row.tour))
    if row.ecran is not VueEcran.AUTO:
        parts.append(libelle(row.ecran))
    if row.consigne.strip():
        parts.append(row.consigne.strip())
    return ", ".join(parts)
