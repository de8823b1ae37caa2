"""Badges: how many of each series, what that promises, the sheets to print, drawn only once."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import g
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.badges import BADGES_MAX, BadgeImprime, LotBadges, SerieDonnee, make_badges
from cafe.actions.badges_nommes import BadgeNomme, print_named_badges
from cafe.actions.core import RuleBroken
from cafe.addresses import badge_url, base_url
from cafe.documents.badges import Badge, Planche, render_badges
from cafe.extensions import db
from cafe.models import ModeRotation, Seance
from cafe.models.halle import hall_of, plan_in_force
from cafe.pilotage.formulaires import accepted, show_refusal
from cafe.pilotage.rotation import PageRotation, rotation_page
from cafe.pilotage.rotation_formes import BadgesForm, NommesForm
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.seance_page import typed_address
from cafe.pilotage.telechargement import PDF, download
from cafe.rotation.badges import Donne, Serie, deal
from cafe.rotation.planificateur import Infaisable
from cafe.threads import in_native_thread


@pilotage.post("/seances/<seance_id>/rotation/badges")
def essayer_badges(seance_id: str) -> Response:
    """What so many badges would promise; nothing is written."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = BadgesForm()
    dealt = _deal(row, form) if form.validate_on_submit() else None
    return rotation_page(PageRotation(row, badges=form, donne=dealt[0] if dealt else None))


@pilotage.post("/seances/<seance_id>/badges.pdf")
def badges_pdf(seance_id: str) -> Response:
    """New badges, published and drawn. The same ones cannot be drawn again."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = BadgesForm()
    dealt = _deal(row, form) if form.validate_on_submit() else None
    printed: list[BadgeImprime] = []
    if dealt is None or not accepted(
        form,
        lambda: printed.extend(
            make_badges(
                par=current_identite(),
                seance_id=seance_id,
                lot=dealt[1],
                depuis=dealt[2],
                vu=form.opened_on(),
                remplacer=bool(form.remplacer.data),
            )
        ),
    ):
        return rotation_page(PageRotation(seance_at(seance_id, Pouvoir.ANIMER), badges=form))
    return _sheets(seance_id, [_drawn(one, seance_id) for one in printed])


@pilotage.post("/seances/<seance_id>/badges-nommes.pdf")
def badges_nommes_pdf(seance_id: str) -> Response:
    """Badges for the people of the plan in force: those that were not printed yet, or all."""
    seance_at(seance_id, Pouvoir.ANIMER)
    form = NommesForm()
    printed: list[BadgeNomme] = []
    if not accepted(
        form,
        lambda: printed.extend(
            print_named_badges(
                par=current_identite(),
                seance_id=seance_id,
                plan_id=form.plan.data or "",
                tous=bool(form.tous.data),
            )
        ),
    ):
        return rotation_page(PageRotation(seance_at(seance_id, Pouvoir.ANIMER), nommes=form))
    badges = [_drawn(one, seance_id) for one in printed]
    if form.noms.data:
        badges = [
            replace(badge, nom=one.nom, organisme=one.organisme)
            for badge, one in zip(badges, printed, strict=True)
        ]
    return _sheets(seance_id, badges, nominatif=True)


def _drawn(one: BadgeImprime | BadgeNomme, seance_id: str) -> Badge:
    """A badge as it is drawn, without a name."""
    code = db.session.get_one(Seance, seance_id).code or ""
    return Badge(
        numero=one.numero,
        serie=one.serie,
        tables=one.tables,
        url=badge_url(code, one.numero),
        recu=f"{base_url()}/suivi/{one.recu}" if one.recu else "",
        mots=tuple(one.mots.split("-")) if one.mots else (),
    )


def _sheets(seance_id: str, badges: list[Badge], *, nominatif: bool = False) -> Response:
    row = seance_at(seance_id, Pouvoir.ANIMER)
    planche = Planche(
        titre=row.titre,
        code=row.code or "",
        adresse=typed_address(),
        contact=row.demarche.contact,
        nominatif=nominatif,
        badges=badges,
    )
    data = in_native_thread(lambda: render_badges(planche))
    nom = f"badges {badges[0].numero} a {badges[-1].numero} {row.titre}.pdf"
    response = download(data, PDF, nom)
    response.headers["Cache-Control"] = "no-store"
    return response


def _deal(seance: Seance, form: BadgesForm) -> tuple[Donne, LotBadges, str | None] | None:
    """What the form asks for, dealt off the sockets' thread; None when it cannot be, with why."""
    session = db.session()
    halle = hall_of(session, seance.id)
    if not halle.tours or not halle.tablees:
        show_refusal(form, RuleBroken("salle_vide"))
        return None
    plan = plan_in_force(session, seance.id)
    adds = plan is not None and plan.mode is ModeRotation.BADGES and not form.recommencer.data
    themes, graine, donnees = halle.themes, 1, []
    if plan is not None and adds:
        themes = tuple(tuple(rangee) for rangee in plan.demande["themes"])
        graine = plan.graine
        donnees = [Serie(**recette) for recette in plan.demande["series"]]
    printed = {serie.nom: serie.nombre for serie in donnees}
    asked = form.wanted()
    if sum(nombre for _nom, nombre in asked) > BADGES_MAX:
        form.form_errors.append(
            gettext("Imprimez %(maximum)s badges au plus à la fois.", maximum=BADGES_MAX)
        )
        return None
    wanted = [(nom, printed.get(nom, 0) + nombre) for nom, nombre in asked]
    wanted += [(nom, n) for nom, n in printed.items() if nom not in dict(asked)]
    try:
        donne = in_native_thread(
            lambda: deal(themes, wanted, graine=graine, donnees=donnees, places=halle.places)
        )
    except Infaisable as refusal:
        form.form_errors.extend(refusal.raisons)
        g.refus = 422
        return None
    lot = LotBadges(
        halle.tours,
        halle.tablees,
        halle.themes,
        tuple(
            SerieDonnee(serie.nom, asdict(serie), tuple(tuple(map(int, v)) for v in voies))
            for serie, voies in zip(donne.series, donne.tables, strict=True)
        ),
        graine,
        {
            "personnes": sum(serie.nombre for serie in donne.series),
            "ecart": donne.ecart,
            "ecart_serie": donne.ecart_serie,
            "distinctes": donne.distinctes,
            "revues": donne.revues,
            "fois_max": donne.fois_max,
        },
    )
    return donne, lot, plan.id if plan is not None and adds else None
