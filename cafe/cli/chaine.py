"""The chain as files: fiches come in, a whole démarche goes out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cafe.formats.lecture import (
        AvertissementLecture,
        ErreurLecture,
        LectureFiches,
    )

PLAN_PAR_DEFAUT = "Contrat initial"


def register(group: click.Group) -> None:
    """Add the commands."""
    group.add_command(importer)
    group.add_command(exporter)


@click.group(help="Importe un fichier dans une démarche, en entier ou pas.")
def importer() -> None:
    """The group of imports, one per kind of file."""


@importer.command(help="Importe des fiches : JSON, CSV ou XLSX.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--demarche", "demarche_id", required=True, help="Identifiant de la démarche.")
@click.option("--plan", "plan_nom", help="Nom du plan ; par défaut, celui en vigueur.")
@click.option("--essai", is_flag=True, help="Montre ce qui changerait, n’écrit rien.")
def fiches(fichier: Path, demarche_id: str, plan_nom: str | None, essai: bool) -> int:
    """Read, say all that is wrong, and only then write; exit code 1 when the file is refused."""
    from cafe.access.identity import SYSTEME
    from cafe.actions.fiches import import_fiches
    from cafe.cli.contexte import application
    from cafe.extensions import db
    from cafe.formats.fiches import read_fiches
    from cafe.formats.lecture import LIMITE_OCTETS
    from cafe.models.demarche import current_plan

    with application():
        _check_known(demarche_id)
        lecture = read_fiches(_read(fichier, LIMITE_OCTETS), fichier.name)
        for line in _remarks(lecture):
            click.echo(line, err=True)
        if lecture.erreurs:
            raise click.ClickException("Rien n’a été importé.")
        current = current_plan(db.session(), demarche_id)
        plan = plan_nom or (current.nom if current else PLAN_PAR_DEFAUT)
        if essai:
            counts = _try(demarche_id, plan, lecture)
        else:
            bilan = import_fiches(
                par=SYSTEME,
                demarche_id=demarche_id,
                plan_nom=plan,
                fiches=lecture.fiches,
                provenance=fichier.name,
            )
            counts = (bilan.nouvelles, bilan.modifiees, bilan.inchangees, bilan.absentes)
    click.echo(_told(plan, counts, essai))
    return 0


@importer.command(help="Importe une rencontre entière, depuis le JSON d’une autre installation.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--demarche", "demarche_id", required=True, help="Identifiant de la démarche.")
@click.option("--essai", is_flag=True, help="Lit et compte, n’écrit rien.")
def seance(fichier: Path, demarche_id: str, essai: bool) -> int:
    """Read, say all that is wrong, and only then write; exit code 1 when the file is refused."""
    from cafe.access.identity import SYSTEME
    from cafe.actions.core import Refusal
    from cafe.actions.import_seance import import_seance
    from cafe.cli.contexte import application
    from cafe.formats.seance_json import LIMITE_OCTETS, read_seance
    from cafe.messages import sentence

    with application():
        _check_known(demarche_id)
        lue = read_seance(_read(fichier, LIMITE_OCTETS))
        for line in lue.erreurs:
            click.echo(f"  ✗ {line}", err=True)
        if lue.erreurs:
            raise click.ClickException("Rien n’a été importé.")
        counts = {nom: len(rangs) for nom, rangs in lue.sections.items()}
        left = 0
        if not essai:
            try:
                bilan = import_seance(par=SYSTEME, demarche_id=demarche_id, lue=lue)
            except Refusal as refusal:
                raise click.ClickException(str(sentence(refusal))) from refusal
            counts, left = dict(bilan.comptes), bilan.laissees
    for nom, nombre in counts.items():
        if nombre:
            click.echo(f"  {nom.replace('_', ' '):<28}{nombre:>6}")
    if left:
        click.echo(f"Nouvelles laissées de côté, leur suivi n’est pas ici : {left}.")
    click.echo("Essai, rien n’est écrit." if essai else "Rencontre importée.")
    return 0


@importer.command(help="Importe les personnes d’un plan nominatif : CSV ou XLSX.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--demarche", "demarche_id", required=True, help="Identifiant de la démarche.")
@click.option("--seance", "seance_id", help="Identifiant de la rencontre, s’il y en a plusieurs.")
@click.option("--essai", is_flag=True, help="Lit et compte, n’écrit rien.")
def participants(fichier: Path, demarche_id: str, seance_id: str | None, essai: bool) -> int:
    """Read, say all that is wrong, and only then write; exit code 1 when the file is refused."""
    from dataclasses import asdict

    from cafe.access.identity import SYSTEME
    from cafe.actions.core import Refusal
    from cafe.actions.personnes import PersonnePrevue, import_personnes
    from cafe.cli.contexte import application
    from cafe.formats.lecture import LIMITE_OCTETS
    from cafe.formats.participants import read_participants
    from cafe.messages import sentence

    with application():
        _check_known(demarche_id)
        seance = _seance_of(demarche_id, seance_id)
        lue = read_participants(_read(fichier, LIMITE_OCTETS), fichier.name)
        for sign, remarks in (("⚠", lue.avertissements), ("✗", lue.erreurs)):
            for one in remarks:
                click.echo(_remark(sign, one), err=True)
        if lue.erreurs:
            raise click.ClickException("Rien n’a été importé.")
        people = tuple(PersonnePrevue(**asdict(one)) for one in lue.personnes)
        try:
            bilan = import_personnes(par=SYSTEME, seance_id=seance, personnes=people, essai=essai)
        except Refusal as refusal:
            raise click.ClickException(str(sentence(refusal))) from refusal
    verb = "Essai, rien n’est écrit" if essai else "Import fait"
    click.echo(
        f"{verb}. Personnes nouvelles : {bilan.nouvelles}, modifiées : {bilan.modifiees}, "
        f"inchangées : {bilan.inchangees}."
    )
    return 0


def _seance_of(demarche_id: str, seance_id: str | None) -> str:
    """The séance that was named, or the only one still to be held."""
    from cafe.extensions import db
    from cafe.models import Phase
    from cafe.models.seance import seances_of

    rows = [
        row
        for row in seances_of(db.session(), demarche_id)
        if row.phase in (Phase.PREPARATION, Phase.OUVERTE)
    ]
    if seance_id is None and len(rows) == 1:
        return rows[0].id
    if seance_id is not None and any(row.id == seance_id for row in rows):
        return seance_id
    lines = [f"  {row.id}  {row.titre}" for row in rows]
    raise click.ClickException(
        "\n".join(["Dites laquelle avec --seance. Rencontres qui ne sont pas terminées :", *lines])
    )


def _try(demarche_id: str, plan_nom: str, lecture: LectureFiches) -> tuple[int, int, int, int]:
    """What the import would do, in the order of ``Bilan``."""
    from cafe.extensions import db
    from cafe.models.demarche import plans_of
    from cafe.models.fiche import contents_of_plan
    from cafe.models.fiche_reprise import Sort, compare_fiches

    session = db.session()
    plan = next((p for p in plans_of(session, demarche_id) if p.nom == plan_nom.strip()), None)
    held = contents_of_plan(session, plan.id) if plan else []
    compared = compare_fiches({f.numero: contenu for f, contenu in held}, lecture.fiches)
    counts = Counter(one.sort for one in compared)
    return (
        counts[Sort.NOUVELLE],
        counts[Sort.MODIFIEE],
        counts[Sort.INCHANGEE],
        counts[Sort.ABSENTE],
    )


def _read(fichier: Path, limite: int) -> bytes:
    """No more than the reader takes: a bigger file is refused there, with its sentence."""
    with fichier.open("rb") as source:
        return source.read(limite + 1)


def _remarks(lecture: LectureFiches) -> list[str]:
    lines = [_remark("⚠", one) for one in lecture.avertissements]
    lines += [_remark("✗", one) for one in lecture.erreurs]
    if lecture.erreurs_omises:
        lines.append(f"  … erreurs de plus, non dites : {lecture.erreurs_omises}.")
    return lines


def _remark(sign: str, one: ErreurLecture | AvertissementLecture) -> str:
    where = [f"ligne {one.ligne}"] if one.ligne is not None else []
    where += [one.colonne] if one.colonne else []
    return f"  {sign} {', '.join(where)} : {one.message}" if where else f"  {sign} {one.message}"


def _told(plan: str, counts: tuple[int, int, int, int], essai: bool) -> str:
    nouvelles, modifiees, inchangees, absentes = counts
    verb = "Essai, rien n’est écrit" if essai else "Import fait"
    return (
        f"{verb}. Plan « {plan} », fiches nouvelles : {nouvelles}, modifiées : {modifiees}, "
        f"inchangées : {inchangees}, absentes du fichier et gardées : {absentes}."
    )


@click.command(help="Écrit toute une démarche en JSON, pour l’équipe.")
@click.argument("demarche")
@click.option(
    "--vers",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire ; par défaut, la sortie standard.",
)
def exporter(demarche: str, vers: Path | None) -> int:
    """What « Exporter » gives to those who may see everything, in one document."""
    import orjson

    from cafe.cli.contexte import application
    from cafe.extensions import db
    from cafe.pilotage.export import export_demarche

    with application():
        _check_known(demarche)
        data = orjson.dumps(export_demarche(db.session(), demarche), option=orjson.OPT_INDENT_2)
    if vers is None:
        click.echo(data)
        return 0
    part = vers.with_name(f"{vers.name}.part")
    try:
        part.write_bytes(data)
        part.replace(vers)
    except OSError as error:
        raise click.ClickException(f"Impossible d’écrire {vers} ({error.strerror}).") from error
    click.echo(f"Démarche exportée : {vers}")
    return 0


def _check_known(demarche_id: str) -> None:
    """Show the démarches that exist when this one does not: nobody knows an id by heart."""
    from sqlalchemy import select

    from cafe.extensions import db
    from cafe.models import Demarche

    if db.session.get(Demarche, demarche_id) is not None:
        return
    known = db.session.execute(select(Demarche.id, Demarche.nom).order_by(Demarche.cree_le))
    lines = [f"  {id_}  {nom}" for id_, nom in known]
    raise click.ClickException(
        "\n".join(
            [f"Aucune démarche n’a l’identifiant « {demarche_id} ». Celles de cette base :", *lines]
        )
    )
