"""``cafe flood``: a hall of simulated phones, posting through the public form of this machine."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gevent.pool import Group

    from cafe.demo.deluge import Bilan

TELEPHONES_MAX = 1000
MINUTES_MAX = 30


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(flood)


@click.command(help="Simule une salle qui écrit, sur cet ordinateur.")
@click.option(
    "--phones",
    default=100,
    show_default=True,
    type=click.IntRange(1, TELEPHONES_MAX),
    help="Combien de téléphones.",
)
@click.option(
    "--minutes",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0, MINUTES_MAX, min_open=True),
    help="Pendant combien de minutes.",
)
@click.option("--url", help="Par défaut, le serveur lancé ici par « cafe run ».")
@click.option("--code", help="Par défaut, la rencontre ouverte de la démonstration.")
def flood(phones: int, minutes: float, url: str | None, code: str | None) -> int:
    """Flood for a while, counting live; exit code 1 when nothing was kept."""
    from cafe.serve import patch, raise_file_limit

    patch()
    from gevent.pool import Group

    from cafe.cli.contexte import settings
    from cafe.demo.deluge import Deluge, aim
    from cafe.demo.fiche_demo import read_summary

    reglages = settings()
    resume = read_summary(reglages.instance)
    code = code or (resume["seances"][0]["code"] if resume else None)
    if code is None:
        raise click.ClickException("Donnez le code d’une rencontre ouverte : --code ABC346")
    try:
        cible = aim(url or f"http://127.0.0.1:{reglages.port}", code)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    raise_file_limit()
    # Not a secret: only who writes what, and when.
    deluge = Deluge(cible, minutes, random.Random())  # noqa: S311
    group = Group()
    for _ in range(phones):
        group.spawn(deluge.live)
    _follow(group, deluge.bilan, phones)
    click.echo("\n".join(_told(deluge.bilan)))
    return 0 if deluge.bilan.acceptees else 1


def _follow(group: Group, bilan: Bilan, phones: int) -> None:
    """The live count: on one line in a terminal, a line now and then elsewhere."""
    live = sys.stdout.isatty()
    while not group.join(timeout=1 if live else 10):
        line = (
            f"  {bilan.entres} téléphones sur {phones}, {bilan.envoyees} idées envoyées, "
            f"{bilan.acceptees} acceptées, {bilan.refus.total()} refusées"
        )
        click.echo(f"\r{line}" if live else line, nl=not live)
    if live:
        click.echo()


def _told(bilan: Bilan) -> list[str]:
    lines = [
        "",
        f"  Téléphones entrés      {bilan.entres}",
        f"  Idées envoyées         {bilan.envoyees}",
        f"  Acceptées              {bilan.acceptees} (dont {bilan.en_attente} en attente "
        "d’un regard)",
        f"  Refusées               {bilan.refus.total()}",
    ]
    lines += [f"    {reason:<22}{number}" for reason, number in bilan.refus.most_common()]
    lines += [
        f"  Pas pu entrer : {reason} ({number})"
        for reason, number in bilan.echecs_entree.most_common()
    ]
    lines += [
        f"  Réponse en             {bilan.percentile(50):.0f} ms (médiane), "
        f"{bilan.percentile(95):.0f} ms (95 sur 100)"
    ]
    return [*lines, ""]
