"""The variables that settings, launcher, front and docker compose read, and those that .env.example explains."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def defaults_of_settings():
    """Name → default as text, or None where it is computed."""
    tree = ast.parse((ROOT / "topin" / "settings.py").read_text())
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_reader(node.func):
            default = next((k.value for k in node.keywords if k.arg == "default"), None)
            found.setdefault(node.args[0].value, _text(default))
    return found


def read_by_settings():
    return set(defaults_of_settings())


def read_elsewhere():
    """By the launcher, the Procfile, the front and docker compose."""
    text = "".join((ROOT / name).read_text() for name in ("Procfile", "Caddyfile", "docker-compose.yml"))
    from topin.embedded import ports

    return set(re.findall(r"(?<!\$)\$\{?([A-Z_0-9]+)", text)) | {ports.FRONT, *ports.FOLLOWERS}


def example():
    """Name → the value shown, of lines that set a variable or would without their #."""
    lines = re.findall(r"^(?:# )?([A-Z][A-Z_0-9]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    return dict(lines)


def in_example():
    return set(example())


def in_section(title):
    """The names below one of the example's headings."""
    text = (ROOT / ".env.example").read_text()
    [section] = [part for part in re.split(r"^# -- ", text, flags=re.MULTILINE) if part.startswith(title)]
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_0-9]+)=", section, re.MULTILINE))


def _is_reader(function):
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id == "env" and function.attr != "read_env"


def _text(default):
    try:
        value = eval(compile(ast.Expression(default), "settings", "eval"), {"__builtins__": {}})  # numbers and text
    except (NameError, TypeError):
        return None
    if isinstance(value, list):
        return ",".join(value)
    return str(int(value)) if isinstance(value, bool) else str(value)
