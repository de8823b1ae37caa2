"""The base as a whole: save, restore, check, purge."""

from __future__ import annotations

from pathlib import Path

import click


def register(group: click.Group) -> None:
    """Add the commands."""
    for command in (sauvegarder, restaurer, verifier, empreintes, purger):
        group.add_command(command)


@click.command(help="Copie la base, même en service.")
@click.option("--vers", type=click.Path(path_type=Path), help="Dossier de l’archive.")
def sauvegarder(vers: Path | None) -> int:
    """A consistent copy of the SQLite file, with its hash."""
    from cafe.cli.contexte import settings
    from cafe.sauvegarde import BackupError, save

    reglages = settings()
    try:
        path = save(reglages, vers or reglages.instance / "sauvegardes")
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Sauvegarde faite : {path}")
    return 0


@click.command(help="Remet une sauvegarde en place, serveur arrêté.")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restaurer(archive: Path) -> int:
    """Put an archive back; words erased since it was made are erased again."""
    from cafe.access.identity import SYSTEME
    from cafe.actions.retouches import replay_erasures
    from cafe.cli.contexte import application, settings
    from cafe.sauvegarde import BackupError, erased_ids, restore

    reglages = settings()
    try:
        erased = erased_ids(reglages)
        kept = restore(reglages, archive)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    with application():
        count = replay_erasures(par=SYSTEME, contribution_ids=tuple(erased or ()))
    click.echo(f"Base restaurée. Effacements rejoués : {count}.")
    if kept is not None:
        click.echo(f"L’ancienne base est gardée ici : {kept}")
    if erased is None:
        click.echo(
            "Attention : l’ancienne base est illisible, et son registre des effacements avec "
            "elle. Effacez de nouveau ce qui devait l’être.",
            err=True,
        )
    return 0


@click.command(help="Vérifie toute la chaîne, de la parole à la réponse.")
def verifier() -> int:
    """Integrity of the whole chain; exit code 1 when something is wrong."""
    from cafe.cli.contexte import application, settings
    from cafe.extensions import db
    from cafe.medias import media_folder
    from cafe.models.question_dite import file_ids
    from cafe.models.verification import check_chain

    with application():
        report = check_chain(db.session())
        folder = media_folder(settings().instance)
        lost = [id_ for id_ in file_ids(db.session()) if not (folder / id_).is_file()]
    faults = [*report.fautes, *(f"La photo ou voix {id_} n’a plus de fichier." for id_ in lost)]
    for name, number in report.comptes.items():
        click.echo(f"  {name:<22}{number:>8}")
    for fault in faults:
        click.echo(f"  ✗ {fault}")
    if faults:
        raise click.ClickException(f"Fautes : {len(faults)}.")
    click.echo("Chaîne intacte.")
    return 0


@click.command(help="Prépare la comparaison des paroles arrivées avant cette version.")
def empreintes() -> int:
    """Make the empreintes that are missing or of another method; harmless while serving."""
    from cafe.access.identity import SYSTEME
    from cafe.actions.empreintes import renew_empreintes
    from cafe.cli.contexte import application

    total = 0
    with application():
        while count := renew_empreintes(par=SYSTEME):
            total += count
    click.echo(f"Textes préparés : {total}.")
    return 0


@click.command(help="Retire ce qui n’a plus de raison d’être gardé.")
@click.option(
    "--mois",
    default=12,
    show_default=True,
    type=click.IntRange(1),
    help="Âge des rencontres closes.",
)
@click.option("--essai", is_flag=True, help="Compte seulement, n’efface rien.")
def purger(mois: int, essai: bool) -> int:
    """Detach participants of old closed séances and drop dead links."""
    from datetime import timedelta

    from cafe import clock
    from cafe.access.identity import SYSTEME
    from cafe.actions.purge import purge
    from cafe.cli.contexte import application, settings
    from cafe.extensions import db
    from cafe.medias import media_folder, orphans, remove
    from cafe.models.question_dite import file_ids

    with application():
        done = purge(par=SYSTEME, mois=mois, essai=essai)
        folder, yesterday = media_folder(settings().instance), clock.now() - timedelta(days=1)
        stray = orphans(folder, set(file_ids(db.session())), yesterday.timestamp())
    if not essai:
        remove(folder, stray)
    verb = "Essai, rien n’est retiré" if essai else "Fait"
    click.echo(
        f"{verb}. Participants à détacher de leurs traits : {done.participants}. "
        f"Liens périmés à retirer : {done.liens}. Fichiers sans parole : {len(stray)}."
    )
    return 0
