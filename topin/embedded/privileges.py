"""Running a server as somebody else than root, and letting it die with us.

PostgreSQL refuses to run as root. So when root starts TOPiN, PostgreSQL becomes an ordinary user, who often
may not enter the folder of the clone (a home is 0700). Instead of opening the owner's folders or moving the data
elsewhere, the server keeps one right of root, to pass through and read folders (an ambient capability).
"""

import ctypes
import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from topin.embedded import Trouble

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class User:
    """Whom a server runs as; `capability` is the right it keeps, or None."""

    uid: int
    gid: int
    capability: int | None = None

    def become(self):
        """In the child, between fork and exec."""
        if self.capability is not None:
            _check(_libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)
        if self.capability is not None:
            _keep(self.capability)


def die_with_parent(parent: int, stop_signal: int):
    """In the child: the kernel sends the signal when the thread that started us ends. Linux only."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)


def unprivileged(data: Path, program: Path) -> User | None:
    """Whom a server that refuses root runs as; None when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    found = _account(data)
    for capability in (None, CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):  # the least that suffices
        user = User(found.pw_uid, found.pw_gid, capability)
        if capability in (None, *_own_capabilities()) and _can_reach(user, data, program):
            return user
    raise Trouble(
        f"PostgreSQL does not run as root, and no other user may enter {data.parent}: "
        "run `make run` as an ordinary user, or move TOPiN to a folder that others may enter (e.g. below /srv)."
    )


def give(folder: Path, user: User | None):
    """Hands a folder with all it holds to the user."""
    if user is None:
        return
    for path in [folder, *folder.rglob("*")]:
        if path.lstat().st_uid != user.uid:
            os.chown(path, user.uid, user.gid, follow_symlinks=False)


def _account(data: Path):
    """The account that owns the data already, else postgres, else nobody."""
    names = ["postgres", "nobody"]
    if data.exists() and data.stat().st_uid != 0:
        try:
            return pwd.getpwuid(data.stat().st_uid)
        except KeyError:
            pass  # the account is gone; its files are handed to another
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL does not run as root, and this machine has no user `postgres` or `nobody`: add one.")


def _can_reach(user: User, data: Path, program: Path) -> bool:
    """Tries it: folders, links, mount options and containers decide together."""
    try:
        trial = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "sh", data, program],
            preexec_fn=user.become,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return trial.returncode == 0


@cache
def _own_capabilities() -> tuple[int, ...]:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return ()
    permitted = int(status.split("CapPrm:")[1].split()[0], 16)
    return tuple(cap for cap in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if permitted >> cap & 1)


def _keep(capability: int):
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    bit = 1 << capability
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable; low then high word
    _check(_libc.capset(header, sets))
    _check(_libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _check(result: int):
    if result != 0:
        raise OSError(ctypes.get_errno(), "the capability could not be kept")
