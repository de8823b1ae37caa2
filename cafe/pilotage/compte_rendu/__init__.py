"""The compte rendu of a séance: composed, read again, validated, kept, compared, handed out.

``reunion`` and ``world_cafe`` compose from the base; ``contenu`` says which one, or thaws a frozen
version. The modules imported here are pages.
"""

from cafe.pilotage.compte_rendu import (  # noqa: F401 - their views
    comparaison,
    fichiers,
    gestes,
    page,
    validation,
)
