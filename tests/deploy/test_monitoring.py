"""The alert rules and the dashboard speak of figures that there are, and of a page that says what to do."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from tests.deploy.test_compose import COMPOSE
from tests.figures import figures
from topin import metrics

FOLDER = Path(__file__).resolve().parent.parent.parent / "deploy" / "monitoring"
ENDS = {Counter: [""], Gauge: [""], Histogram: ["_bucket", "_count", "_sum"]}
NAME = re.compile(r"\b(topin_\w+)(?:\{([^}]*)\})?")


@pytest.fixture(scope="module")
def known():
    """{name of a figure: its labels} of all that Prometheus is told."""
    found = {}
    for figure in vars(metrics).values():
        if type(figure) in ENDS:
            name = figure._name + ("_total" if isinstance(figure, Counter) else "")
            found |= {name + end: {*figure._labelnames, *["le"][: "bucket" in end]} for end in ENDS[type(figure)]}
    for line in figures():
        name, _, labels = line.partition("{")
        found[name] = set(re.findall(r"(\w+)=", labels))
    return found


@pytest.fixture(scope="module")
def rules():
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.fixture(scope="module")
def panels():
    return [p for p in json.loads((FOLDER / "dashboard.json").read_text())["panels"] if p["type"] != "row"]


@pytest.fixture(scope="module")
def expressions(rules, panels):
    return [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]


def test_every_figure_that_is_asked_for_is_told(expressions, known):
    for expression in expressions:
        for name, labels in NAME.findall(expression):
            assert name in known, expression
            assert set(re.findall(r"(\w+)=", labels)) <= known[name], expression


def test_what_is_told_apart_is_a_label_of_the_figure(expressions, known):
    for expression in expressions:
        labels = set().union(*(known[name] for name, _ in NAME.findall(expression)))
        for by in re.findall(r"by \(([^)]*)\)", expression):
            assert set(by.split(", ")) <= labels, expression


def test_every_figure_is_on_the_dashboard(panels, known):
    shown = {name for panel in panels for target in panel["targets"] for name, _ in NAME.findall(target["expr"])}
    assert {name for name in known if not name.endswith(("_bucket", "_sum", "_count"))} <= shown
    assert {name for name in known if name.endswith("_bucket")} <= shown


def test_every_alert_says_what_it_is_in_words(rules):
    for rule in rules:
        assert rule["labels"]["severity"] in ("page", "look"), rule["alert"]
        assert rule["annotations"]["summary"].endswith("."), rule["alert"]


def test_prometheus_looks_where_the_figures_are():
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    [target] = config["scrape_configs"][0]["static_configs"][0]["targets"]
    service, _, port = target.partition(":")
    assert port in yaml.safe_load(COMPOSE.read_text())["services"][service]["expose"]
    assert all((FOLDER / name).exists() for name in config["rule_files"])


def test_prometheus_takes_its_files():
    promtool = shutil.which("promtool")
    if not promtool:
        pytest.skip("no promtool here")
    asked = subprocess.run([promtool, "check", "config", FOLDER / "prometheus.yml"], capture_output=True, text=True)
    assert asked.returncode == 0, asked.stdout + asked.stderr
