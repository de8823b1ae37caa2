"""Every script finds the files and the names that it imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from cafe.resources import resource
from tests.contracts.modules_js import faults

BON = "export function dire() {}\nexport const MOT = 1;\nexport { dire as redire };\n"


def test_every_import_leads_to_a_file_and_to_a_name_that_it_exports() -> None:
    assert faults(Path(str(resource("static/js")))) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('import { dire } from "./absent.js";', "./absent.js, qui n’existe pas"),
        ('import { crier } from "./bon.js";', "« crier »"),
        ('import {\n  dire,\n  crier as cri,\n} from "./bon.js";', "« crier »"),
        ('import bon from "./bon.js";', "« default »"),
        ('const page = () => import("./absent.js");', "./absent.js, qui n’existe pas"),
        ('export { taire } from "./bon.js";', "« taire »"),
    ],
)
def test_an_import_that_leads_nowhere_is_said(tmp_path: Path, code: str, said: str) -> None:
    (tmp_path / "bon.js").write_text(BON)
    (tmp_path / "page.js").write_text(code)
    (fault,) = faults(tmp_path)
    assert said in fault


def test_what_leads_somewhere_is_not(tmp_path: Path) -> None:
    (tmp_path / "bon.js").write_text(BON)
    (tmp_path / "page.js").write_text(
        '// import { rien } from "./rien.js";\nimport { dire, MOT as mot } from "./bon.js";\n'
        'import { redire } from "./bon.js";\nimport "./bon.js";\n'
    )
    assert faults(tmp_path) == []
