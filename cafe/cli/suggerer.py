"""``cafe suggerer``: what looks alike, as filters; no base, no server."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import click

_ILLISIBLE = 2
_FICHIER = click.argument("fichier", type=click.File(encoding="utf-8"))
_SENS = click.option(
    "--sens", is_flag=True, help="Compter aussi le sens, si le complément est installé."
)


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(suggerer)


@click.group(help="Propose, sans rien décider. FICHIER : un fichier JSON, ou « - ».")
def suggerer() -> None:
    """Hold the three filters."""


@suggerer.command(help="Des groupes de textes proches, et des doublons probables.")
@_FICHIER
@_SENS
@click.option("--nombre", type=click.IntRange(1), help="À peu près combien de groupes.")
@click.option("--graine", type=click.IntRange(0), default=0, help="Un autre tirage.")
def regroupements(fichier: Any, sens: bool, nombre: int | None, graine: int) -> None:
    """Print ``{groupes, doublons, details}``; 2 for a file not understood."""
    from cafe.suggestions.filtres import suggest_groups

    _filter(fichier, sens, partial(suggest_groups, nombre=nombre, graine=graine))


@suggerer.command(help="Pour chaque texte, les groupes qui lui vont, le plus probable d’abord.")
@_FICHIER
@_SENS
def classement(fichier: Any, sens: bool) -> None:
    """Print ``{id: [group id, …]}``; 2 for a file not understood."""
    from cafe.suggestions.filtres import suggest_places

    _filter(fichier, sens, suggest_places)


@suggerer.command(help="Pour chaque texte, les fiches qui s’en approchent, la plus proche d’abord.")
@_FICHIER
@_SENS
def fiches(fichier: Any, sens: bool) -> None:
    """Print ``{id: [numero, …]}``; 2 for a file not understood."""
    from cafe.suggestions.filtres import suggest_fiches

    _filter(fichier, sens, suggest_fiches)


def _filter(fichier: Any, sens: bool, fait: Callable[..., object]) -> None:
    from cafe.suggestions.filtres import FichierIncompris
    from cafe.suggestions.plongement import is_installed, load_plongeur

    if sens and not is_installed():
        click.echo("Le complément « sens » n’est pas installé : voir le guide.", err=True)
        sys.exit(_ILLISIBLE)
    try:
        donnees = json.load(fichier)
    except (json.JSONDecodeError, UnicodeDecodeError) as faute:
        click.echo(f"Ce fichier n’est pas du JSON : {faute}.", err=True)
        sys.exit(_ILLISIBLE)
    try:
        resultat = fait(donnees, plongeur=load_plongeur() if sens else None)
    except FichierIncompris as faute:
        click.echo(str(faute), err=True)
        sys.exit(_ILLISIBLE)
    click.echo(json.dumps(resultat, ensure_ascii=False))
