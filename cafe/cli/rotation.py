"""``cafe rotation``: from a case to a plan, as a filter; no base, no server."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cafe.rotation.cas import Cas
    from cafe.rotation.planificateur import Plan
    from cafe.rotation.reparation import Deplacement

_ILLISIBLE, _INFAISABLE = 2, 3


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(rotation)


@click.command(help="Dit qui s’assoit où à chaque tour. CAS : un fichier JSON, ou « - ».")
@click.argument("cas", type=click.File(encoding="utf-8"))
@click.option(
    "--mode",
    type=click.Choice(["rencontres", "dispersion", "badges"]),
    default="rencontres",
    show_default=True,
    help="Le plus de rencontres distinctes, aucune paire une troisième fois, ou des itinéraires "
    "distribués à des badges imprimés d’avance.",
)
@click.option("--graine", type=click.IntRange(0), default=0, help="Un autre tirage.")
@click.option(
    "--soin",
    type=click.FloatRange(0.1, 20),
    default=1.0,
    show_default=True,
    help="Chercher plus longtemps là où aucune formule ne donne le meilleur.",
)
@click.option("--reparer", type=click.File(encoding="utf-8"), help="Le plan déjà commencé.")
@click.option("--joues", type=click.IntRange(0), help="Avec --reparer : tours joués ou en cours.")
def rotation(
    cas: Any, mode: Any, graine: int, soin: float, reparer: Any, joues: int | None
) -> None:
    """Print the case with its ``assignment``; 2 for a file not understood, 3 for no plan."""
    from cafe.rotation.cas import CasIllisible, read_assignment, read_case
    from cafe.rotation.planificateur import Infaisable, make_plan
    from cafe.rotation.reparation import repair

    if (reparer is None) != (joues is None):
        click.echo("--reparer et --joues vont ensemble : le plan, et les tours joués.", err=True)
        sys.exit(_ILLISIBLE)
    try:
        if mode == "badges":
            click.echo(json.dumps(_dealt(_json(cas), graine), ensure_ascii=False))
            return
        demande = read_case(_json(cas))
        if reparer is None:
            plan, deplacements = make_plan(demande, graine=graine, mode=mode, soin=soin), None
        else:
            ancien = _json(reparer)
            avant = read_case(ancien)
            done = repair(demande, avant, read_assignment(avant, ancien), joues or 0, mode)
            plan, deplacements = done.plan, done.deplacements
    except CasIllisible as faute:
        click.echo(str(faute), err=True)
        sys.exit(_ILLISIBLE)
    except Infaisable as faute:
        for raison in faute.raisons:
            click.echo(raison, err=True)
        sys.exit(_INFAISABLE)
    click.echo(json.dumps(_written(demande, plan, deplacements), ensure_ascii=False))


def _dealt(donnees: object, graine: int) -> dict[str, object]:
    """The case with its ``badges``; those of its ``participants``, if any, dealt in their order."""
    from cafe.rotation.badges import deal
    from cafe.rotation.cas import SANS_BORNE, read_case, read_series

    source = {"participants": [], **donnees} if isinstance(donnees, dict) else donnees
    cas = read_case(source)
    nombres = read_series(cas)
    places = sum(table.maxi for table in cas.tables)
    donne = deal(cas.themes, nombres, graine=graine, places=places if places < SANS_BORNE else None)
    noms = [table.id for table in cas.tables]
    badges: list[dict[str, object]] = []
    for serie, tables in zip(donne.series, donne.tables, strict=True):
        for rang, rangee in enumerate(tables):
            badges.append(
                {
                    "numero": len(badges) + 1,
                    "serie": serie.nom,
                    "rang": rang + 1,
                    "tables": [noms[table] for table in rangee],
                }
            )
    assises: dict[str, list[str | None]] = {}
    suivants = {serie.nom: iter(une) for serie, une in zip(donne.series, donne.tables, strict=True)}
    for personne in cas.personnes:
        if personne.hote_de is not None:
            voie = [personne.hote_de] * cas.tours
        else:
            prise = next(suivants.get(cas.colleges[personne.college], iter(())), None)
            if prise is None:
                continue
            voie = [int(table) for table in prise]
        assises[personne.id] = [
            noms[table] if personne.is_there(tour) else None for tour, table in enumerate(voie)
        ]
    return {
        **cas.source,
        "badges": badges,
        "assignment": assises,
        "mesures": {
            "ecart": donne.ecart,
            "ecart_serie": donne.ecart_serie,
            "rencontres_distinctes": donne.distinctes,
            "rencontres_repetees": donne.revues,
            "fois_max": donne.fois_max,
        },
        "avis": list(donne.avis),
    }


def _json(file: Any) -> object:
    from cafe.rotation.cas import CasIllisible

    try:
        return json.load(file)
    except (json.JSONDecodeError, UnicodeDecodeError) as faute:
        raise CasIllisible(f"Ce fichier n’est pas du JSON : {faute}.") from faute


def _written(
    cas: Cas, plan: Plan, deplacements: tuple[Deplacement, ...] | None
) -> dict[str, object]:
    def table(rang: int | None) -> str | None:
        return None if rang is None else cas.tables[rang].id

    written: dict[str, object] = {
        **cas.source,
        "assignment": {
            personne.id: [table(rang) for rang in rangee]
            for personne, rangee in zip(cas.personnes, plan.places, strict=True)
        },
        "mesures": {
            "rencontres_distinctes": plan.distinctes,
            "rencontres_repetees": plan.revues,
            "fois_max": plan.fois_max,
            "souhaits_manques": plan.fautes,
        },
    }
    if deplacements is not None:
        written["deplacements"] = [
            {
                "participant": cas.personnes[one.personne].id,
                "round": one.tour + 1,
                "from": table(one.d_ou),
                "to": table(one.vers),
            }
            for one in deplacements
        ]
    return written
