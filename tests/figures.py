"""What Prometheus would be told, asked anew."""

from prometheus_client import CollectorRegistry, generate_latest

from topin.management.commands.serve_metrics import BacklogCollector


def figures():
    """{name with its labels: figure} of what waits in PostgreSQL."""
    registry = CollectorRegistry()
    registry.register(BacklogCollector())
    lines = generate_latest(registry).decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}
