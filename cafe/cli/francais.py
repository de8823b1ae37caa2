"""What click says by itself, said in French: help, and what is wrong with a command line."""

from __future__ import annotations

import click


def help_in_french(command: click.Command) -> None:
    """Translate the help of ``--help`` itself, for a command and all those under it."""
    option = command.get_help_option(click.Context(command))
    if option is not None:
        option.help = "Affiche cette aide."
    if isinstance(command, click.Group):
        for under in command.commands.values():
            help_in_french(under)


def in_french(problem: click.ClickException) -> str:
    """The sentence to print, and where to look for help when the line itself is wrong."""
    if not isinstance(problem, click.UsageError):
        return problem.format_message()
    command = problem.ctx.command_path if problem.ctx else "cafe"
    return f"{_sentence(problem)}\nPour voir ce qui est possible : {command} --help"


def _sentence(problem: click.UsageError) -> str:
    match problem:
        case click.exceptions.NoSuchCommand():
            return f"« {problem.command_name} » n’est pas une commande de Café."
        case click.NoSuchOption():
            return f"L’option {problem.option_name} n’existe pas."
        case click.MissingParameter():
            return f"Il manque {_name(problem.param)}."
        case click.BadOptionUsage():
            return f"L’option {problem.option_name} attend une valeur."
        case click.BadParameter() if problem.param is not None:
            return f"{_name(problem.param)} : valeur refusée, il faut {_wanted(problem.param)}."
        case _:
            return "La commande a trop d’arguments, ou des arguments mal placés."


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "un argument"
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()


def _wanted(param: click.Parameter) -> str:
    kind = param.type
    match kind:
        case click.IntRange() | click.FloatRange():
            nature = "un nombre entier" if isinstance(kind, click.IntRange) else "un nombre"
            if kind.max is None:
                return f"{nature} d’au moins {kind.min:g}"
            return f"{nature} entre {kind.min or 0:g} et {kind.max:g}"
        case click.Path():
            return "un fichier qui existe"
        case click.Choice():
            return "l’un de : " + ", ".join(kind.choices)
        case _:
            return "une valeur d’une autre forme"
