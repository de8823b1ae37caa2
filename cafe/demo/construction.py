"""Building the demo: an invented town half-way through the life of its démarche.

Every row comes from an action, played at its own date; all is committed at once, so that a
build that is interrupted leaves an empty base.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from cafe import clock
from cafe.access.jetons import recu_of
from cafe.actions.ensemble import one_commit
from cafe.addresses import local_url
from cafe.config import Reglages
from cafe.demo.cadre import plan_cadre, plan_demarches
from cafe.demo.confiance import plan_objections, plan_quartiers, plan_talons
from cafe.demo.engagements import plan_engagements
from cafe.demo.equipe import CompteDemo, make_comptes, plan_equipe
from cafe.demo.fiche_demo import AccesCompte, AccesSeance, NomDemarche, Resume, write_summary
from cafe.demo.frise import Frise
from cafe.demo.lecture import read_contenu
from cafe.demo.notes import plan_notes
from cafe.demo.paroles import plan_paroles
from cafe.demo.preconisations import plan_preconisations
from cafe.demo.regroupements import plan_regroupements
from cafe.demo.rencontres import plan_rencontres
from cafe.demo.reunions import plan_groupes, plan_reunions
from cafe.demo.scene import Scene
from cafe.demo.suites import plan_suites
from cafe.models import Phase

# People of the world café whose three words have each a fate worth showing.
RECUS = ("world_cafe", range(1, 6))


def load_demo(app: Flask, au_fil: Callable[[float], object] | None = None) -> None:
    """Fill an empty migrated base, and write the summary that ``cafe demo`` prints.

    ``au_fil`` hears how far it is, from 0 to 1.
    """
    reglages: Reglages = app.config["REGLAGES"]
    frise = Frise(clock.now())
    scene = Scene(frise, read_contenu(frise.aujourd_hui))
    with app.app_context():
        comptes = make_comptes()
        plan_demarches(scene)
        plan_equipe(scene, comptes)
        plan_cadre(scene)
        plan_groupes(scene)
        plan_rencontres(scene)
        plan_reunions(scene)
        plan_talons(scene)
        plan_paroles(scene)
        plan_quartiers(scene)
        plan_objections(scene)
        plan_regroupements(scene)
        plan_preconisations(scene)
        plan_suites(scene)
        plan_notes(scene)
        plan_engagements(scene)
        with one_commit(app):
            frise.play(au_fil)
            # Before the commit: a base whose passwords nobody knows would be of no use.
            write_summary(reglages.instance, _summary(scene, comptes, local_url(reglages)))


def _summary(scene: Scene, comptes: list[CompteDemo], url: str) -> Resume:
    seances = sorted(scene.contenu.seances, key=lambda s: s["phase"] != Phase.OUVERTE)
    seance, people = RECUS
    return Resume(
        url=url,
        demarches=[
            NomDemarche(id=scene.demarche_vide, nom=scene.contenu.demarche["demarche_vide"]["nom"]),
            NomDemarche(id=scene.demarche, nom=scene.contenu.demarche["nom"]),
        ],
        comptes=[
            AccesCompte(email=c.email, mot_de_passe=c.mot_de_passe, role=c.role) for c in comptes
        ],
        seances=[
            AccesSeance(code=scene.rencontres[s["cle"]].code, format=s["format"], phase=s["phase"])
            for s in seances
        ],
        recus=[recu_of(scene.jetons[seance, str(person)]) for person in people],
    )
