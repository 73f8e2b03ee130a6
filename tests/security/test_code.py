"""Rules about the code itself: what it must not use, wherever it stands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "analytics", "messaging", "moderation", "monetization", "notifications", "posts", "social", "web")


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Nothing is written here, so nothing needs to be wiped."""


def files(*endings, folders=(*APPS, "topin")):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings and "vendor" not in path.parts:
                yield path


def found(pattern, *endings, **kwargs):
    """`path:line` of whatever has it."""
    looked = re.compile(pattern)
    return {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files(*endings, **kwargs)
        for line in path.read_text().splitlines()
        if looked.search(line)
    }


def test_no_text_is_run_as_code():
    assert found(r"(?<![.\w])(eval|exec|compile|__import__)\(", ".py") == set()
    assert found(r"\beval\(|new Function|document\.write|setTimeout\(\s*[\"'`]", ".js", ".html") == set()


def test_no_program_is_started_through_a_shell():
    assert found(r"shell=True|os\.system|os\.popen|getoutput", ".py") == set()


def test_no_foreign_bytes_become_objects():
    assert found(r"\b(pickle|marshal|shelve|dill)\b|yaml\.(load|unsafe)|jsonpickle", ".py") == set()


def test_no_xml_is_read():
    readers = r"\b(xml|lxml|etree|minidom|expat)\b"
    assert found(rf"{readers}.*import|import.*{readers}", ".py") == set()


def test_no_template_is_made_of_words_that_somebody_sent():
    """The Procfile, our own, is one: its variables are filled in."""
    assert {line.partition(":")[0] for line in found(r"from_string\(|\bTemplate\(", ".py")} <= {
        "topin/embedded/procfile.py"
    }


def test_pages_trust_no_text():
    """What escapes its text itself may say so, and there is one of it: the addresses in what members write."""
    assert {line.partition(":")[0] for line in found(r"mark_safe\(", ".py")} == {"web/links.py"}
    assert found(r"\|\s*safe\b|autoescape off", ".html") == set()


def test_scripts_put_only_our_own_pages_into_the_page():
    known = {"web/static/web/js/letters.js", "web/static/web/js/talk.js"}  # fragments that a page of ours answered
    lines = found(r"(innerHTML|outerHTML)\s*=[^=]|insertAdjacentHTML", ".js")
    assert {line.partition(":")[0] for line in lines} == known
    assert all("answer.text()" in line for line in lines)


def test_no_script_listens_to_other_windows():
    heard = found(r"addEventListener\(\s*[\"']message[\"']|onmessage", ".js", ".html")
    assert {line for line in heard if "window." in line} == set()


def test_weak_hashes_secure_nothing():
    lines = found(r"\b(md5|sha1|SHA1)\(", ".py")
    assert lines
    assert all("usedforsecurity=False" in line for line in lines), lines


def test_secrets_are_drawn_from_the_systems_generator():
    """`random` draws what may be guessed: demo, pauses, samples."""
    drawn = {line.partition(":")[0] for line in found(r"^\s*(import random|from random)\b", ".py")}
    for path in drawn:
        assert not re.search(r"token|secret|password|code|key", Path(path).stem), path


def test_ciphers_are_the_ones_that_are_written_down():
    """See docs/messages.md and docs/security.md: nothing else is used, and nothing without authentication."""
    names = set()
    for line in found(r"\b(algorithms|modes|padding)\.[A-Z]", ".py"):
        names |= set(re.findall(r"\b(?:algorithms|modes|padding)\.([A-Z]\w+)", line))
    assert names == {"AES256", "CBC", "PKCS7"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_its_hashes(name):
    text = (ROOT / name).read_text().replace("\\\n", " ")
    wanted = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert wanted
    for line in wanted:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", line), line
        assert "--hash=sha256:" in line, line


def test_the_image_holds_the_product_and_nothing_else():
    kept = (ROOT / ".dockerignore").read_text().split()
    assert kept[0] == "*"
    allowed = {line.removeprefix("!") for line in kept if line.startswith("!")}
    assert allowed == {*APPS, "topin", "manage.py", "requirements.txt"}


def test_no_debugging_unless_somebody_asks_for_it():
    assert 'DEBUG = env.bool("DEBUG", default=False)' in (ROOT / "topin/settings.py").read_text()


def test_nobody_speaks_tls_weaker_than_libraries_and_front_do_by_themselves():
    weaker = r"verify=False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified|minimum_version"
    assert found(weaker, ".py") == set()
    front = (ROOT / "Caddyfile").read_text()
    assert not re.search(r"^\s*(protocols|ciphers|curves|insecure_secrets_log|tls_insecure_skip_verify)\b", front, re.M)
