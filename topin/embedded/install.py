"""Makes .venv and installs a requirements file into it: `python3 topin/embedded/install.py requirements.txt`.

Runs before anything is installed, so it uses the standard library alone. Does nothing when the same
requirements are installed already. Exit code 1 with a sentence that says what to do.
"""

import fcntl
import hashlib
import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
EVERY = 5  # seconds between signs of life where no terminal can be overwritten
LINES_KEPT = 15


def main(requirements: Path):
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)  # `make run` and `make test` may be called at once
    _make_environment()
    stamp = VENV / f"{requirements.name}.installed"
    key = _key(requirements)
    if not stamp.exists() or stamp.read_text() != key:
        stamp.unlink(missing_ok=True)
        _install(requirements)
        stamp.write_text(key)


def _make_environment():
    if _works():
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(f"This Python cannot make environments: install its venv module (apt install python{version}-venv).")
    print(f"  · Making the environment in {VENV} with Python {sys.version.split()[0]} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def _works() -> bool:
    """False as well when the Python it was made with is gone, or is too old."""
    code = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", code], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _key(requirements: Path) -> str:
    version = subprocess.check_output([PYTHON, "-VV"], text=True)
    return hashlib.sha256(requirements.read_bytes() + version.encode() + str(VENV).encode()).hexdigest()


def _install(requirements: Path):
    total = len(re.findall(r"^[\w.\[\]-]+==", requirements.read_text(), re.MULTILINE))
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", str(requirements)]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--no-input"]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    lines = _follow(pip, total)
    if pip.wait():
        said = "\n".join(f"    {line}" for line in lines[-LINES_KEPT:])
        sys.exit(f"\nThe packages could not be installed; pip said:\n{said}\nWhen this machine is online, try again.")


def _follow(pip, total: int) -> list:
    """Reads what pip says and shows how far it is."""
    lines, rest, count, doing = [], "", 0, "asking for packages"
    began = spoken = time.monotonic()
    while True:
        if select.select([pip.stdout], [], [], 1)[0]:
            chunk = os.read(pip.stdout.fileno(), 65536)
            if not chunk:
                break
            *whole, rest = (rest + chunk.decode(errors="replace")).split("\n")
            for line in whole:
                lines.append(line)
                if found := re.match(r"Collecting ([\w.-]+)", line):
                    count, doing = count + 1, found[1]
                elif line.startswith("Installing collected"):
                    count, doing = total, "unpacking all of them"
        spoken = _show(f"Installing packages  {min(count, total)}/{total}  {doing}", began, spoken)
    print(f"{_clear()}  ✓ {total} packages installed  {time.monotonic() - began:.1f} s", flush=True)
    return lines


def _show(text: str, began: float, spoken: float) -> float:
    line = f"  · {text} … {time.monotonic() - began:.0f} s"
    if sys.stdout.isatty():
        print(_clear() + line, end="", flush=True)
    elif time.monotonic() - spoken > EVERY:
        print(line, flush=True)
        return time.monotonic()
    return spoken


def _clear() -> str:
    return "\r\x1b[K" if sys.stdout.isatty() else ""


if __name__ == "__main__":
    try:
        main(ROOT / sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next call goes on from here.")
    except subprocess.CalledProcessError:
        sys.exit(f"The environment could not be made in {VENV}: see above.")
