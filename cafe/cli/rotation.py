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
    type=click.Choice(["rencontres", "dispersion"]),
    default="rencontres",
    show_default=True,
    help="Le plus de rencontres distinctes, ou aucune paire une troisième fois.",
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
