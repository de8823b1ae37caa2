"""What is done to a préconisation from its page: each button or form is one write."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.champs import today
from cafe.actions.decisions import decide_preconisation, publish_reponse
from cafe.actions.liens import link_fiche, unlink_fiche
from cafe.actions.preconisations import propose_preconisation
from cafe.actions.propositions_plan import refuse_near
from cafe.actions.sources import add_sources, remove_source
from cafe.extensions import db
from cafe.models import EtatPreconisation, LienFiche, NatureLien, Source
from cafe.models.proposition import GenreProche, refused_near
from cafe.pilotage.formulaires import Geste, accepted
from cafe.pilotage.preconisation_formes import (
    MotifForm,
    ReponseForm,
    decision_form,
    lien_form,
    source_form,
)
from cafe.pilotage.preconisation_page import preconisation_at, preconisation_page
from cafe.pilotage.salle import pilotage


def _back(preconisation_id: str, ancre: str, said: str) -> Response:
    flash(said, "succes")
    address = url_for(".preconisation", preconisation_id=preconisation_id, _anchor=ancre)
    return redirect(address, 303)


@pilotage.post("/preconisations/<preconisation_id>/proposer")
def proposer(preconisation_id: str) -> Response:
    """Turn a draft into a proposal."""
    preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    form = Geste(prefix="geste")
    if accepted(
        form,
        lambda: propose_preconisation(
            par=current_identite(), preconisation_id=preconisation_id, version=form.opened_on()
        ),
    ):
        return _back(preconisation_id, "contenu", gettext("La préconisation est proposée."))
    return preconisation_page(preconisation_id, geste=form)


@pilotage.post("/preconisations/<preconisation_id>/sources")
def ajouter_source(preconisation_id: str) -> Response:
    """Rest it on one more regroupement."""
    row = preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    form = source_form(db.session(), row)
    if accepted(
        form,
        lambda: add_sources(
            par=current_identite(),
            preconisation_id=preconisation_id,
            regroupements=[form.regroupement.data],
            version=form.opened_on(),
        ),
    ):
        return _back(preconisation_id, "sources", gettext("La source est ajoutée."))
    return preconisation_page(preconisation_id, source=form)


@pilotage.post("/sources/<source_id>/detacher")
def detacher_source(source_id: str) -> Response:
    """Detach a source."""
    source = db.session.get(Source, source_id) or abort(404)
    preconisation_id = preconisation_at(source.preconisation_id, Pouvoir.PROPOSER).id
    form = Geste(prefix="geste")
    if accepted(
        form,
        lambda: remove_source(
            par=current_identite(), source_id=source_id, version=form.opened_on()
        ),
    ):
        return _back(preconisation_id, "sources", gettext("La source est détachée."))
    return preconisation_page(preconisation_id, geste=form)


@pilotage.post("/preconisations/<preconisation_id>/fiches")
def lier_fiche(preconisation_id: str) -> Response:
    """Link a fiche, with its nature and reason."""
    row = preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    form = lien_form(db.session(), row)
    if accepted(
        form,
        lambda: link_fiche(
            par=current_identite(),
            preconisation_id=preconisation_id,
            fiche_id=form.fiche.data,
            nature=NatureLien(form.nature.data),
            motif=form.motif.data or "",
            version=form.opened_on(),
        ),
    ):
        return _back(preconisation_id, "fiches", gettext("La fiche est liée."))
    return preconisation_page(preconisation_id, lien=form)


@pilotage.post("/preconisations/<preconisation_id>/proches/ecarter")
def ecarter_proche(preconisation_id: str) -> Response:
    """Have a fiche or a préconisation (« genre », « objet ») said near to it no more."""
    preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    genre = request.form.get("genre", "")
    if genre not in set(GenreProche):
        abort(404)
    refuse_near(
        par=current_identite(),
        preconisation_id=preconisation_id,
        genre=GenreProche(genre),
        objet_id=request.form.get("objet", ""),
    )
    return _back(preconisation_id, "fiches", gettext("Suggestion écartée."))


@pilotage.post("/preconisations/<preconisation_id>/proches/reproposer")
def reproposer_proches(preconisation_id: str) -> Response:
    """Let all that was refused on it be proposed again."""
    preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    for genre, objet_id in sorted(refused_near(db.session(), preconisation_id)):
        refuse_near(
            par=current_identite(),
            preconisation_id=preconisation_id,
            genre=genre,
            objet_id=objet_id,
            ecartee=False,
        )
    return _back(preconisation_id, "fiches", gettext("Suggestions de nouveau proposées."))


@pilotage.post("/liens/<lien_id>/defaire")
def delier_fiche(lien_id: str) -> Response:
    """Undo a link, and say why."""
    lien = db.session.get(LienFiche, lien_id) or abort(404)
    preconisation_id = preconisation_at(lien.preconisation_id, Pouvoir.PROPOSER).id
    form = MotifForm(prefix=f"delier-{lien_id}")
    if accepted(
        form,
        lambda: unlink_fiche(
            par=current_identite(),
            lien_id=lien_id,
            motif=form.motif.data or "",
            version=form.opened_on(),
        ),
    ):
        return _back(preconisation_id, "fiches", gettext("Le lien est défait."))
    return preconisation_page(preconisation_id, **{f"delier-{lien_id}": form})


@pilotage.post("/preconisations/<preconisation_id>/decision")
def decider(preconisation_id: str) -> Response:
    """Note what an instance decided."""
    row = preconisation_at(preconisation_id, Pouvoir.DECIDER)
    form = decision_form(db.session(), row)
    if accepted(
        form,
        lambda: decide_preconisation(
            par=current_identite(),
            preconisation_id=preconisation_id,
            etat=EtatPreconisation(form.etat.data),
            instance=form.instance.data or "",
            jour=form.jour.data or today(),
            motif=form.motif.data or "",
            jusqu_au=form.jusqu_au.data,
            organisme_id=form.organisme.data or None,
            version=form.opened_on(),
        ),
    ):
        return _back(preconisation_id, "decision", gettext("La décision est notée."))
    return preconisation_page(preconisation_id, decision=form)


@pilotage.post("/preconisations/<preconisation_id>/reponse")
def repondre(preconisation_id: str) -> Response:
    """Give the public answer."""
    preconisation_at(preconisation_id, Pouvoir.DECIDER)
    form = ReponseForm(prefix="reponse")
    if accepted(
        form,
        lambda: publish_reponse(
            par=current_identite(),
            preconisation_id=preconisation_id,
            texte=form.texte.data or "",
            signataire=form.signataire.data or "",
            version=form.opened_on(),
        ),
    ):
        said = gettext("La réponse est publiée : les habitants concernés la lisent dès maintenant.")
        return _back(preconisation_id, "reponse", said)
    return preconisation_page(preconisation_id, reponse=form)
