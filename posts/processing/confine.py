"""Takes from a process what it will not need: memory, time, files, the network. Has nothing of TOPiN in it.

As a program: `confine.py <limits as JSON> <program> <arguments…>` confines itself and becomes that program. The
limits of the kernel (setrlimit) hold everywhere; the rest (no sockets by seccomp, no other folder by Landlock, no
life after the worker's) holds on Linux where the kernel has it. Nothing of it can be taken back.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys

#: Read by programs themselves: libraries, fonts, what kind of machine this is.
READABLE = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/devices/system/cpu", "/dev/urandom", "/dev/zero")
DEATH_SIGNAL, NO_NEW_PRIVILEGES, SECCOMP, FILTER = 1, 38, 22, 2  # of prctl
#: Numbers of the calls that open sockets, look into other processes, or queue calls past the filter.
FORBIDDEN = {
    "x86_64": (0xC000003E, (41, 42, 49, 53, 101, 310, 311, 425)),
    "aarch64": (0xC00000B7, (198, 199, 200, 203, 117, 270, 271, 425)),
}
FIRST_X32 = 0x40000000  # a second set of numbers on x86_64
NOT_RUN = 127  # how this ends when there is no such program, as in a shell
REFUSE, ALLOW = 0x00050001, 0x7FFF0000  # with EPERM


def confine(limits):
    """Limits are {memory, file_bytes (bytes), seconds (of a processor), open_files, folder, readable}."""
    _limit(resource.RLIMIT_AS, limits["memory"])
    _limit(resource.RLIMIT_CPU, limits["seconds"], more=5)  # the signal that tells why, then the one that ends all
    _limit(resource.RLIMIT_FSIZE, limits["file_bytes"])
    _limit(resource.RLIMIT_NOFILE, limits["open_files"])
    _limit(resource.RLIMIT_CORE, 0)
    for ignored in (signal.SIGXFSZ, signal.SIGPIPE):  # by Python, and by whatever it becomes
        signal.signal(ignored, signal.SIG_DFL)
    if sys.platform != "linux":
        return
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _keep_to(system, limits["folder"], limits["readable"])
    _forbid_sockets(system)


def _limit(what, most, more=0):
    hard = resource.getrlimit(what)[1]
    allowed = most + more if hard == resource.RLIM_INFINITY else min(most + more, hard)
    resource.setrlimit(what, (min(most, allowed), allowed))


def _forbid_sockets(system):
    """A seccomp filter: a program for the kernel that looks at the number of each call."""
    if platform.machine() not in FORBIDDEN:
        return
    machine, calls = FORBIDDEN[platform.machine()]

    def step(code, jump_true, jump_false, value):
        return struct.pack("HBBI", code, jump_true, jump_false, value)

    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    steps = [step(load, 0, 0, 4), step(equal, 1, 0, machine), step(end, 0, 0, REFUSE), step(load, 0, 0, 0)]
    steps.append(step(at_least, len(calls) + 1, 0, FIRST_X32))
    steps += [step(equal, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [step(end, 0, 0, ALLOW), step(end, 0, 0, REFUSE)]
    program = ctypes.create_string_buffer(b"".join(steps))
    whole = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    system.prctl(SECCOMP, FILTER, ctypes.addressof(whole), 0, 0)


def _keep_to(system, folder, readable):
    """Landlock: one folder is all that can be written, programs and libraries are all else that can be read."""
    version = system.syscall(444, None, 0, 1)
    if version < 1:
        return
    rights = (1 << (13 if version < 2 else 14 if version < 3 else 15 if version < 5 else 16)) - 1
    of_files = rights & (1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15)
    handled = struct.pack("QQQ", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = system.syscall(444, handled[:size], size, 0)
    if rules < 0:
        return
    reading = 1 << 0 | 1 << 2 | 1 << 3  # run, read, list
    for path, wanted in [*((path, reading) for path in (*READABLE, *readable)), (folder, rights)]:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = wanted if os.path.isdir(path) else wanted & of_files
        system.syscall(445, rules, 1, struct.pack("=Qi", allowed, place), 0)
        os.close(place)
    system.syscall(446, rules, 0)
    os.close(rules)


if __name__ == "__main__":
    confine(json.loads(sys.argv[1]))
    try:
        os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 (without a shell: that is the point)
    except OSError as error:
        sys.stderr.write(f"{sys.argv[2]} cannot be run: {error}\n")
        sys.exit(NOT_RUN)
