"""Finds the files that ship beside the code: templates, static files, migrations, fonts.

In a checkout these folders lie beside the package; in an installed wheel they lie inside it.
Nothing here reads them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(relative: str) -> Path:
    """Return the absolute path of a shipped file or folder, such as « static/vendor ».

    Raises FileNotFoundError when neither place holds it.
    """
    for base in (_PACKAGE, _PACKAGE.parent):
        path = base / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"Ressource absente de l'installation : {relative}")
