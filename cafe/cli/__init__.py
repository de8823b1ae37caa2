"""The ``cafe`` command. Commands live beside this file, one capability each.

Nothing heavy is imported here: ``cafe run`` must patch the standard library first.
"""

from __future__ import annotations

import click

from cafe import __version__
from cafe.cli.francais import help_in_french, in_french


@click.group(help="Café : de la parole au compte rendu.")
@click.version_option(
    __version__, prog_name="cafe", message="%(prog)s %(version)s", help="Affiche la version."
)
def cafe() -> None:
    """The group of all commands."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; refusals are said in French."""
    from cafe.cli import (
        chaine,
        comptes,
        deluge,
        demo,
        donnees,
        langues,
        rotation,
        service,
        suggerer,
    )

    for module in (service, comptes, demo, deluge, donnees, chaine, langues, rotation, suggerer):
        module.register(cafe)
    help_in_french(cafe)
    try:
        result = cafe.main(args=argv, prog_name="cafe", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.format_message())
        return 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("Arrêté.", err=True)
        return 130
    except click.ClickException as problem:
        click.echo(in_french(problem), err=True)
        return problem.exit_code
    return result if isinstance(result, int) else 0
