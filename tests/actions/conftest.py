"""What several tests of actions begin from."""

from __future__ import annotations

import pytest

from tests.conftest import Monde
from tests.rencontre_pleine import Rencontre, build_rencontre


@pytest.fixture
def rencontre(monde: Monde) -> Rencontre:
    """A séance with something in every section of its file."""
    return build_rencontre(monde)
