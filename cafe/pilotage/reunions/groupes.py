"""The groups of a démarche: listed, made, corrected, closed; their members and meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.groupes import close_groupe, create_groupe, reopen_groupe, update_groupe
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Groupe, Logo, MembreGroupe, Organisme, Seance
from cafe.models.groupe import groupes_of, membres_of
from cafe.models.seance import seances_of_groupe
from cafe.pilotage.ecarts import conflict_on
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.reunions.formes import GroupeForm, SiegeForm
from cafe.pilotage.reunions.salle import focused, groupe_at
from cafe.pilotage.salle import demarche_at, pilotage


@dataclass(frozen=True)
class GroupeListe:
    """A group of the list, with how many sit in it and how often it met."""

    groupe: Groupe
    membres: int
    reunions: int


@dataclass(frozen=True)
class CopiloteAffiche:
    """A structure that leads a group: the people who do so for it, and whether it has a logo."""

    organisme: Organisme
    personnes: tuple[str, ...]
    logo: Logo | None


@pilotage.get("/demarches/<demarche_id>/groupes")
def groupes(demarche_id: str) -> str:
    """Those that still meet, then the others."""
    demarche_at(demarche_id)
    session = db.session()
    sieges: dict[str, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(MembreGroupe.groupe_id, func.count())
            .join(Groupe, Groupe.id == MembreGroupe.groupe_id)
            .where(Groupe.demarche_id == demarche_id, MembreGroupe.fin_le.is_(None))
            .group_by(MembreGroupe.groupe_id)
        )
    }
    held = {
        row[0]: row[1]
        for row in session.execute(
            select(Seance.groupe_id, func.count())
            .where(Seance.demarche_id == demarche_id, Seance.groupe_id.is_not(None))
            .group_by(Seance.groupe_id)
        )
    }
    listed = [
        GroupeListe(row, sieges.get(row.id, 0), held.get(row.id, 0))
        for row in groupes_of(session, demarche_id)
    ]
    return render_template("pilotage/groupe/liste.html", groupes=listed)


@pilotage.route("/demarches/<demarche_id>/groupes/nouveau", methods=["GET", "POST"])
def nouveau_groupe(demarche_id: str) -> Response:
    """Make a group; its members are added on its page."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    form = GroupeForm()
    made: list[str] = []
    if accepted(
        form,
        lambda: made.append(
            create_groupe(
                par=current_identite(),
                demarche_id=demarche_id,
                fiche=form.fiche(),
                groupe_id=form.ident.data or None,
            )
        ),
    ):
        flash(gettext("Le groupe est créé. Ajoutez ses membres."), "succes")
        return redirect(url_for(".groupe", groupe_id=made[0]), 303)
    demarche_at(demarche_id, Pouvoir.PREPARER)
    return answer("pilotage/groupe/modifier.html", form=form, groupe=None, conflit=None)


@pilotage.get("/groupes/<groupe_id>")
def groupe(groupe_id: str) -> Response:
    """Its members, co-pilotes and meetings."""
    row = groupe_at(groupe_id)
    return group_page(row, SiegeForm(row.demarche_id, formdata=None))


def group_page(row: Groupe, form: SiegeForm) -> Response:
    """The page, with the form to add a member as it stands."""
    session = db.session()
    membres = membres_of(session, row.id)
    return answer(
        "pilotage/groupe/page.html",
        form=form,
        groupe=row,
        membres=membres,
        copilotes=_copilotes(membres),
        reunions=seances_of_groupe(session, row.id),
        geste=Geste(formdata=None),
        ou=focused(),
    )


def _copilotes(membres: list[MembreGroupe]) -> list[CopiloteAffiche]:
    leaders: dict[str, list[MembreGroupe]] = {}
    for membre in membres:
        if membre.copilote and membre.organisme is not None:
            leaders.setdefault(membre.organisme.id, []).append(membre)
    logos = {
        logo.organisme_id: logo
        for logo in db.session.scalars(select(Logo).where(Logo.organisme_id.in_(leaders)))
    }
    return [
        CopiloteAffiche(people[0].organisme, tuple(p.nom for p in people), logos.get(id_))
        for id_, people in leaders.items()
        if people[0].organisme is not None
    ]


@pilotage.route("/groupes/<groupe_id>/modifier", methods=["GET", "POST"])
def modifier_groupe(groupe_id: str) -> Response:
    """Correct what is said of it; an old form is told so and shows both versions."""
    row = groupe_at(groupe_id, Pouvoir.PREPARER)
    form = GroupeForm(
        data={
            "version": str(row.version),
            "nom": row.nom,
            "genre": row.genre.value,
            "volet": row.volet,
            "diffusion": row.diffusion,
        }
    )
    opened = form.opened_on()
    if accepted(
        form,
        lambda: update_groupe(
            par=current_identite(), groupe_id=groupe_id, fiche=form.fiche(), version=opened
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".groupe", groupe_id=groupe_id), 303)
    row = groupe_at(groupe_id, Pouvoir.PREPARER)
    stale = form.opened_on() != opened  # the refusal has put the new version in the form
    conflit = conflict_on("groupe", row.id, _both(form, row)) if stale else None
    return answer(
        "pilotage/groupe/modifier.html",
        form=form,
        groupe=row,
        conflit=conflit,
        geste=Geste(formdata=None, version=str(row.version)),
    )


def _both(form: GroupeForm, row: Groupe) -> Iterator[tuple[object, object, object]]:
    """Each field of a form that may be read: its label, what is saved, what was typed."""
    typed = form.fiche()
    yield form.genre.label.text, libelle(row.genre), libelle(typed.genre)
    for field in (form.nom, form.volet, form.diffusion):
        yield field.label.text, getattr(row, field.short_name), field.data


@pilotage.post("/groupes/<groupe_id>/fermer")
def fermer_groupe(groupe_id: str) -> Response:
    """The group meets no more."""
    groupe_at(groupe_id, Pouvoir.PREPARER)
    close_groupe(par=current_identite(), groupe_id=groupe_id, version=Geste().opened_on())
    flash(gettext("Le groupe est fermé. Ses réunions restent."), "succes")
    return redirect(url_for(".groupe", groupe_id=groupe_id), 303)


@pilotage.post("/groupes/<groupe_id>/rouvrir")
def rouvrir_groupe(groupe_id: str) -> Response:
    """The group meets again."""
    groupe_at(groupe_id, Pouvoir.PREPARER)
    reopen_groupe(par=current_identite(), groupe_id=groupe_id, version=Geste().opened_on())
    flash(gettext("Le groupe est rouvert."), "succes")
    return redirect(url_for(".groupe", groupe_id=groupe_id), 303)
