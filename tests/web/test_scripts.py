"""Scripts of pages. Classic ones share one scope: a name that two of them declare breaks the second one."""

import re
from collections import Counter
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "web/static/web/js"
TEMPLATES = Path(__file__).parents[2] / "web/templates"
CLASSIC = re.compile(r"<script defer src=\"\{% static 'web/js/(\w[\w-]*\.js)' %\}\"")
DECLARED = re.compile(r"^(?:const|let|class|async function|function) (\w+)", re.MULTILINE)


def test_no_two_classic_scripts_declare_the_same_name():
    names = {name for page in TEMPLATES.rglob("*.html") for name in CLASSIC.findall(page.read_text())}
    assert len(names) > 5, "scripts are found"
    declared = Counter(word for name in names for word in DECLARED.findall((SCRIPTS / name).read_text()))
    assert declared["KEYS"] == 1, "declarations are found"
    assert [word for word, times in declared.items() if times > 1] == []
