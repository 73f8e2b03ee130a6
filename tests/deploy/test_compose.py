"""docker-compose.yml: valid, complete, and speaking of settings that exist."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema.validators import validator_for

from tests.deploy.variables import in_example, in_section, read_by_settings

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = ROOT / "docker-compose.yml"
OF_IMAGES = {  # what the images of others read
    "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS",
    "PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE", "OWNER_PASSWORD", "APP_PASSWORD",
    "VALKEY_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_STORAGE_BUCKET_NAME",
}  # fmt: skip
PYTHON = {"api", "realtime", "worker", "media", "beat", "relay", "courier", "metrics", "migrate"}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


def test_it_keeps_to_the_compose_specification(compose):
    schema = json.loads((Path(__file__).parent / "compose-spec.json").read_text())
    validator = validator_for(schema)
    assert [error.message for error in validator(schema).iter_errors(compose)] == []


@pytest.mark.skipif(
    not shutil.which("docker") or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode != 0,
    reason="docker compose is not installed here",
)
def test_docker_compose_reads_it_with_the_example_filled_in(tmp_path):
    filled = tmp_path / ".env"
    filled.write_text(re.sub(r"^([A-Z_0-9]+)=$", r"\1=x", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    command = ["docker", "compose", "--file", COMPOSE, "--env-file", filled, "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_it_has_every_process_of_the_procfile(services):
    processes = set(re.findall(r"^([\w-]+):", (ROOT / "Procfile").read_text(), re.MULTILINE))
    assert processes - {"release"} <= set(services)
    assert {"migrate", "postgres", "broker", "cache", "files"} <= set(services)


def test_every_queue_has_a_worker(services):
    from topin.queues import QUEUES

    served = [services[name]["command"] for name in ("worker", "media")]
    queues = [queue for command in served for queue in command[command.index("--queues") + 1].split(",")]
    assert sorted(queues) == sorted(QUEUES)


def test_every_variable_is_a_setting_of_somebody(services):
    known = read_by_settings() | OF_IMAGES | _of_caddyfile()
    for name, service in services.items():
        assert set(service.get("environment", {})) <= known, name


def test_the_applications_own_services_get_settings_only(services):
    for name in PYTHON:
        assert set(services[name]["environment"]) <= read_by_settings(), name


def test_every_variable_asked_of_dotenv_is_explained_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_0-9]+)", COMPOSE.read_text()))
    assert asked <= in_example()


@pytest.mark.parametrize("section", ["Accounts", "Profiles, leaving", "Outside world"])
def test_what_the_example_offers_to_choose_reaches_the_application(section, services):
    for name in PYTHON:
        missing = in_section(section) - set(services[name]["environment"])
        assert not missing, name


def test_secrets_have_no_default():
    for name, rest in re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|KEYS?))\b([^}]*)\}", COMPOSE.read_text()):
        assert rest.startswith(":?"), f"{name} must be asked for"


def test_only_migrations_own_tables(services):
    owners = {name for name in PYTHON if "DATABASE_OWNER_URL" in services[name]["environment"]}
    assert owners == {"migrate"}


def test_what_serves_starts_after_the_migrations_and_again_after_a_crash(services):
    for name in PYTHON - {"migrate"}:
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully", name
        assert services[name]["restart"] == "unless-stopped", name


def test_servers_say_whether_they_are_well_and_keep_their_data(services):
    for name in ("postgres", "broker", "cache", "files", "api", "realtime", "front"):
        assert "healthcheck" in services[name], name
    for name in ("postgres", "broker", "files"):
        assert services[name]["volumes"], name


def test_only_the_front_is_reachable_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["front"]


def test_no_python_process_may_write_to_its_image_or_gain_rights(services):
    for name in PYTHON:
        assert services[name]["read_only"], name
        assert services[name]["cap_drop"] == ["ALL"], name


def _of_caddyfile():
    return set(re.findall(r"\{\$([A-Z_]+)", (ROOT / "Caddyfile").read_text()))
