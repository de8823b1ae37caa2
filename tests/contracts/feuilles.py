"""Reading the style sheets, shared by the checks of contrast and of style rules."""

from __future__ import annotations

import re
from pathlib import Path

CSS = Path(__file__).parents[2] / "static" / "css"

_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")


def sheets() -> list[Path]:
    """Every sheet of the house."""
    return sorted(CSS.glob("*.css"))


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """(selector, {property: value}) of every innermost rule."""
    found = []
    for selector, body in _RULE.findall(without_comments(text)):
        declarations = {}
        for declaration in re.split(r";(?![^(]*\))", body):
            name, colon, value = declaration.partition(":")
            if colon:
                declarations[name.strip()] = value.strip()
        found.append((selector.strip(), declarations))
    return found


def tokens(text: str, of: str = ":root") -> dict[str, str]:
    """The custom properties of the first rule of that selector."""
    declarations = next(d for selector, d in rules(text) if selector.endswith(of))
    return {name: value for name, value in declarations.items() if name.startswith("--")}


def colour(values: dict[str, str], name: str) -> str:
    """The hexadecimal value behind a token, followed through ``var()``."""
    value = values[name]
    if alias := re.fullmatch(r"var\((--[\w-]+)\)", value):
        return colour(values, alias.group(1))
    return value


def _luminance(hexadecimal: str) -> float:
    digits = hexadecimal.lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two hexadecimal colours, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
