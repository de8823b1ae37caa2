"""``cafe demo``: build the demo in a new base, say how to enter it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from cafe.demo.fiche_demo import Resume


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(demo)


@click.command(help="Construit la démonstration, ou en redonne les accès.")
@click.option("--json", "as_json", is_flag=True, help="Pour un programme.")
def demo(as_json: bool) -> int:
    """Build when the base is new; otherwise only print again."""
    from cafe.cli.contexte import application, is_new

    with application() as app:
        if is_new():
            build(app)
        resume = resume_of(app)
    if resume is None:
        raise click.ClickException(
            "Cette base n’est pas une démonstration : rien n’a été changé. Pour en construire "
            "une à côté, donnez un autre dossier : CAFE_INSTANCE=demonstration"
        )
    click.echo(json.dumps(resume, ensure_ascii=False, indent=1) if as_json else _told(resume))
    return 0


def build(app: Flask) -> None:
    """Build the demo, telling on the error stream how far it is."""
    from cafe.demo.construction import load_demo

    click.echo("Base neuve : chargement de la démonstration …", err=True)
    load_demo(app, au_fil=_tell if sys.stderr.isatty() else None)


def _tell(part: float) -> None:
    click.echo(f"\r  {part:.0%}", err=True, nl=part == 1)


def resume_of(app: Flask) -> Resume | None:
    """How to enter the demo; None when this base is not one."""
    from cafe.demo.fiche_demo import summary_of
    from cafe.extensions import db

    return summary_of(db.session(), app.config["REGLAGES"])


def comptes_lines(resume: Resume) -> list[str]:
    """The accounts, one a line, aligned."""
    return [
        f"    {compte['role']:<16}{compte['email']:<30}{compte['mot_de_passe']}"
        for compte in resume["comptes"]
    ]


def _told(resume: Resume) -> str:
    lines = ["", f"  Adresse sur cet ordinateur : {resume['url']}/", "", "  Démarches :"]
    lines += [f"    {demarche['nom']}" for demarche in resume["demarches"]]
    lines += ["", "  Rencontres (code, format, où elles en étaient) :"]
    lines += [f"    {s['code']}  {s['format']:<18}{s['phase']}" for s in resume["seances"]]
    lines += ["", "  Comptes (à utiliser sur cet ordinateur) :", *comptes_lines(resume)]
    lines += ["", "  Reçus de participants, à lire sans compte :"]
    lines += [f"    {resume['url']}/suivi/{recu}" for recu in resume["recus"]]
    return "\n".join([*lines, ""])
