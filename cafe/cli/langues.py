"""``cafe langues``: which languages phones may speak, and the spreadsheet that brings another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from cafe.langues.langue import Langue
    from cafe.langues.registre import Registre


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(langues)


@click.group(help="Les langues du téléphone.", invoke_without_command=True)
@click.pass_context
def langues(context: click.Context) -> None:
    """Without a word more: the list."""
    if context.invoked_subcommand is None:
        context.invoke(liste)


@langues.command(help="Dit quelles langues existent, lesquelles sont allumées, qui les a relues.")
def liste() -> None:
    """One line per language."""
    registre = _registre()
    actives = registre.actives()
    for code, langue in registre.toutes().items():
        state = "allumée" if code in actives else "éteinte"
        click.echo(f"{code:12} {langue.nom:24} {state:8} {_reviewed(langue)}{_gaps(code)}")


@langues.command(help="Allume une langue sur les téléphones.")
@click.argument("code")
@click.option("--sans-relecture", is_flag=True, help="Même si personne ne l’a relue.")
def activer(code: str, sans_relecture: bool) -> None:
    """Switch on; a language nobody re-read asks for the option."""
    from cafe.langues.registre import LangueAbsente, PasRelue

    try:
        langue = _registre().activate(code, sans_relecture=sans_relecture)
    except LangueAbsente:
        raise click.ClickException(
            f"Aucune langue « {code} » ici. « cafe langues » les montre ; « cafe langues "
            f"exporter {code} FICHIER » commence une traduction."
        ) from None
    except PasRelue:
        raise click.ClickException(
            f"Personne n’a encore relu « {code} ». Faites-la relire, puis importez-la avec "
            "--relu-par ; ou allumez-la en le sachant, avec --sans-relecture : les téléphones "
            "le diront."
        ) from None
    click.echo(f"Allumée : {langue.nom}.")


@langues.command(help="Éteint une langue.")
@click.argument("code")
def desactiver(code: str) -> None:
    """Switch off; French stays."""
    if code == "fr":
        raise click.ClickException("Le français reste toujours allumé.")
    _registre().deactivate(code)
    click.echo(f"Éteinte : {code}.")


@langues.command(help="Écrit les phrases du téléphone dans un tableur (.xlsx ou .csv).")
@click.argument("code")
@click.argument("fichier", type=click.Path(dir_okay=False, path_type=Path))
def exporter(code: str, fichier: Path) -> None:
    """What is already translated is in it."""
    from cafe.langues.feuille import export_sheet
    from cafe.langues.langue import CodeInconnu, check_code

    if fichier.suffix.lower() not in (".xlsx", ".csv"):
        raise click.ClickException("Donnez un nom qui finit par .xlsx ou .csv.")
    try:
        data = export_sheet(check_code(code), _catalogue(code), fichier.suffix.lower())
        fichier.write_bytes(data)
    except CodeInconnu as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Impossible d’écrire ici : {error.strerror}.") from error
    click.echo(f"Écrit : {fichier}. Remplissez la colonne « Traduction : {code} ».")


@langues.command(help="Lit un tableur rempli et garde la langue dans l’installation.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--relu-par", default="", help="Qui l’a relue, parmi celles et ceux qui la parlent.")
@click.option("--nom", default="", help="Le nom de la langue, écrit dans cette langue.")
def importer(fichier: Path, relu_par: str, nom: str) -> None:
    """All or nothing; each wrong row is told."""
    from cafe import clock
    from cafe.langues.catalogue import write_folder
    from cafe.langues.feuille import FeuilleRefusee, read_sheet
    from cafe.langues.langue import Langue, own_name

    try:
        feuille = read_sheet(fichier)
    except FeuilleRefusee as error:
        lines = "\n".join(f"  {line}" for line in error.erreurs)
        raise click.ClickException(f"Rien n’a été gardé.\n{lines}") from error
    registre = _registre()
    known = registre.toutes().get(feuille.code)
    name = nom or (known.nom if known else own_name(feuille.code))
    if not name:
        raise click.ClickException("Donnez son nom à cette langue : --nom « Shikomori ».")
    day = clock.day_of(clock.now()).isoformat() if relu_par else ""
    langue = Langue(feuille.code, name, relu_par.strip(), day)
    write_folder(registre.dossier / langue.locale, langue, feuille.catalogue)
    registre.touch()
    click.echo(f"Gardée : {name}. {_reviewed(langue)}.")
    if langue.code not in registre.actives():
        click.echo(f"Pour l’allumer : cafe langues activer {langue.code}")


def _registre() -> Registre:
    from cafe.cli.contexte import settings
    from cafe.langues.registre import Registre

    return Registre(settings().instance)


def _catalogue(code: str) -> Catalog | None:
    """What is translated already: the town's own, else what ships."""
    from cafe.langues.catalogue import read_catalogue, shipped_folder
    from cafe.langues.langue import locale_of

    for base in (_registre().dossier, shipped_folder()):
        if (folder := base / locale_of(code)).is_dir():
            return read_catalogue(folder)
    return None


def _reviewed(langue: Langue) -> str:
    if langue.code == "fr":
        return "langue d’origine"
    if not langue.relu_par:
        return "pas encore relue"
    return f"relue par {langue.relu_par} le {langue.relu_le}"


def _gaps(code: str) -> str:
    """How many sentences phones still say in French, after an update of Café."""
    from cafe.langues.catalogue import phrases, read_source

    known = _catalogue(code) if code != "fr" else None
    if known is None:
        return ""
    missing = sum(not p.traduction for p in phrases(read_source(), known))
    return f", phrases encore en français : {missing}" if missing else ""
