"""The glossary names every model, the rules name real tests, every refusal has its sentence."""

from __future__ import annotations

from pathlib import Path

from cafe.access.identity import Genre, Identite
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.messages import SENTENCES
from cafe.models import Base, Role, RoleAcces
from tests.contracts.documents import (
    functions_in,
    glossary_faults,
    refusal_codes,
    rule_faults,
)

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs/glossaire.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs/regles.md").read_text(encoding="utf-8")
MODELS = {mapper.class_.__name__ for mapper in Base.registry.mappers}


def test_the_glossary_names_every_model_and_no_other() -> None:
    assert glossary_faults(GLOSSARY, MODELS) == []


def test_a_model_missing_from_the_glossary_is_reported() -> None:
    assert glossary_faults(GLOSSARY, MODELS | {"Jamais"}) == ["« Jamais » manque au glossaire"]
    assert glossary_faults(GLOSSARY, MODELS - {"Fiche"}) == ["« Fiche » n’est pas un modèle"]


def test_every_rule_names_a_function_and_a_test_that_exist() -> None:
    tests, code = functions_in(ROOT / "tests"), functions_in(ROOT / "cafe")
    assert rule_faults(RULES, tests, code) == []


def test_a_rule_without_its_test_is_reported() -> None:
    line = "| Une règle | `post_contribution` | `test_that_nobody_wrote` |"
    (fault,) = rule_faults(line, {"test_other"}, {"post_contribution"})
    assert "test_that_nobody_wrote" in fault


def test_every_refusal_has_its_french_sentence() -> None:
    codes = refusal_codes(ROOT / "cafe")
    assert {code: file for code, file in codes.items() if code not in SENTENCES} == {}


def test_a_code_without_a_sentence_is_seen(tmp_path: Path) -> None:
    (tmp_path / "geste.py").write_text('raise RuleBroken("inédit", champ="x")', encoding="utf-8")
    assert refusal_codes(tmp_path) == {"inédit": "geste.py"}


def test_the_table_of_rights_is_what_permits_says() -> None:
    lines = [line for line in RULES.splitlines() if line.startswith("| `")]
    table = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 9:
            table[cells[0].strip("`")] = [cell == "●" for cell in cells[1:]]
    assert set(table) == {p.value for p in Pouvoir}
    lieu = Lieu("d", "s")
    roles = (Role.CHEF_DE_PROJET, Role.ANIMATEUR, Role.RAPPORTEUR, Role.LECTEUR)
    devices = (RoleAcces.HOTE, RoleAcces.TABLETTE, RoleAcces.ECRAN)
    people = [
        *(Identite(Genre.COMPTE, id="c", roles={"d": role}) for role in roles),
        *(Identite(Genre.APPAREIL, id="a", seance_id="s", role_acces=r) for r in devices),
        Identite(Genre.PARTICIPANT, seance_id="s", jeton="j"),
    ]
    said = {p.value: [permits(who, p, lieu) for who in people] for p in Pouvoir}
    assert table == said
