"""What a run prints when it is ready: where to look, and who may sign in."""

import json
from pathlib import Path

from topin.embedded.screen import BOLD, DIM, GREEN, Screen

PEOPLE_SHOWN = 3


def show(screen: Screen, var: Path, site: str, environment: dict[str, str], seconds: float):
    people = _demo(var)
    lines = [
        ("Open", screen.paint(site, BOLD)),
        *[("Sign in" if n == 0 else "", f"{p['email']}  {p['password']}") for n, p in enumerate(people[:PEOPLE_SHOWN])],
        *(
            [("", screen.paint(f"and {len(people) - PEOPLE_SHOWN} more in {var / 'run' / 'demo.json'}", DIM))]
            if len(people) > PEOPLE_SHOWN
            else []
        ),
        ("Console", f"{site}/admin  {_admin(environment)}"),
        ("API", f"{site}/api/docs"),
        ("Mail", f"{var / 'mail'}  (one .eml file a message)"),
        ("Logs", str(var / "log")),
    ]
    screen.say()
    screen.say(f"  {screen.paint('TOPiN is ready', BOLD, GREEN)}  {screen.paint(f'after {seconds:.1f} s', DIM)}")
    screen.say()
    for label, text in lines:
        screen.say(f"  {screen.paint(f'{label:8}', DIM)}  {text}")
    screen.say()
    screen.say("  Ctrl-C stops everything; the data stays.")
    screen.say()


def forget_demo(var: Path):
    """A new database has no demo people yet: the next preparation loads them."""
    _demo_file(var).unlink(missing_ok=True)


def _admin(environment: dict[str, str]) -> str:
    return f"{environment.get('ADMIN_EMAIL') or 'admin@topin.test'}  {environment['ADMIN_PASSWORD']}"


def _demo(var: Path) -> list[dict]:
    try:
        return json.loads(_demo_file(var).read_text())
    except (OSError, ValueError):
        return []


def _demo_file(var: Path) -> Path:
    return var / "run" / "demo.json"
