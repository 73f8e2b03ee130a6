"""The Procfile: every process of TOPiN and its command, in the order of their start."""

import re
import shlex
import sys
from pathlib import Path
from string import Template

from topin.embedded import Trouble


def commands(path: Path, environment: dict[str, str]) -> dict[str, list[str]]:
    """Names and commands, with $VARIABLES filled in from the environment."""
    found = {}
    for line in path.read_text().splitlines():
        if match := re.match(r"([\w-]+):\s*(.+)", line):
            name, command = match.groups()
            found[name] = _filled(name, command, environment)
    return found


def _filled(name: str, command: str, environment: dict[str, str]) -> list[str]:
    try:
        words = [Template(word).substitute(environment) for word in shlex.split(command)]
    except KeyError as error:
        raise Trouble(f"The Procfile's process {name} needs ${error.args[0]}, which is not set.") from error
    return [sys.executable, *words[1:]] if words[0] == "python" else words
