"""The board of a séance: the page, its body fetched again by scripts, its state as JSON."""

from __future__ import annotations

from typing import Any

from flask import abort, jsonify, render_template, request
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.actions.lots import LOT_MAX
from cafe.extensions import db
from cafe.facilitation.filtrer import filter_choices
from cafe.facilitation.listes import next_page
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import PageTableau, page_tableau
from cafe.models.evenement import last_numero
from cafe.models.question import questions_of
from cafe.models.tableau import PLACES, Carte, EtatTableau, board_state


@facilitation.get("/<seance_id>/tableau")
def tableau(seance_id: str) -> str:
    """The board of one question, with tabs for the others."""
    page = _page(seance_id)
    return render_template("facilitation/tableau.html", page=page, lot_max=LOT_MAX)


@facilitation.get("/<seance_id>/tableau/corps")
def tableau_corps(seance_id: str) -> str:
    """Only what changes: tabs, columns, drawers, with the number of the last event in it."""
    return render_template("facilitation/_corps.html", page=_page(seance_id))


def _page(seance_id: str) -> PageTableau:
    seance = seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    return page_tableau(seance, request.args)


@facilitation.get("/<seance_id>/tableau/liste")
def tableau_liste(seance_id: str) -> str:
    """One list alone: a group's, or what follows the place ``apres`` (« rank order ») in one."""
    page = _page(seance_id)
    if page.etat is None:
        abort(404)
    nom = request.args.get("liste", "libres")
    group = next((group for group in page.etat.groupes if group.id == nom), None)
    if group is None and nom not in PLACES.values():
        abort(404)
    held = getattr(page.etat, nom) if group is None else group.cartes
    kept = page.gardees(held, nom if group is None else "groupes")
    return render_template(
        "facilitation/_liste.html",
        page=page,
        nom=nom,
        cible=f"{nom}-{page.etat.question_id}" if group is None else f"cartes-{nom}",
        liste=next_page(held, kept, request.args.get("apres", "")),
    )


@facilitation.get("/<seance_id>/tableau/filtrer")
def tableau_filtrer(seance_id: str) -> str:
    """What the words in view may be filtered by: a form that leads back to the board."""
    page = _page(seance_id)
    if page.etat is None:
        abort(404)
    return render_template("facilitation/filtrer.html", page=page, choix=filter_choices(page))


@facilitation.get("/<seance_id>/tableau.json")
def tableau_json(seance_id: str) -> Response:
    """The whole board: questions, their groups, the ids of their cards in order."""
    seance = seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    session = db.session()
    numero = last_numero(session)
    questions = [
        {"id": q.id, "texte": q.texte} | _exported(board_state(session, seance.id, q.id))
        for q in questions_of(session, seance.id)
    ]
    return jsonify(seance=seance.id, numero=numero, mur=seance.mur.value, questions=questions)


def _exported(etat: EtatTableau) -> dict[str, Any]:
    return {
        "groupes": [
            {
                "id": group.id,
                "titre": group.titre,
                "resume": group.resume,
                "voix": group.voix,
                "saisies": group.saisies,
                "cartes": _ids(group.cartes),
            }
            for group in etat.groupes
        ],
        "libres": _ids(etat.libres),
        "frigo": _ids(etat.frigo),
        "refusees": _ids(etat.refusees),
        "attente": _ids(etat.attente),
        "publiees": etat.publiees,
    }


def _ids(cartes: tuple[Carte, ...]) -> list[str]:
    return [carte.id for carte in cartes]
