"""What surrounds a meeting: groupes, présences, ordre du jour, documents, convocation.

One file per subject; each defines views on ``pilotage``. Notes and comptes rendus live elsewhere.
"""

from __future__ import annotations

from cafe.pilotage.reunions import (  # noqa: F401 - their views
    convocation,
    documents_joints,
    effectifs,
    groupes,
    logos,
    membres_groupe,
    ordre_du_jour,
    presences,
)
