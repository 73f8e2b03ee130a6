"""A real S3 server on this machine: SeaweedFS, with a bucket of its own for each module of tests."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from topin.embedded import ports

KEYS = {"AWS_ACCESS_KEY_ID": "topin", "AWS_SECRET_ACCESS_KEY": "only-for-tests-only-for-tests"}
BUCKET = "topin"
SECONDS = 90  # until it answers, on a busy machine


@contextmanager
def s3_server(folder):
    """Yields the address of an S3 server that knows KEYS and has the bucket BUCKET, empty."""
    names = ("master", "volume", "filer", "s3")
    numbers = ports.free(2 * len(names) + 2)
    command = [str(Path(sys.executable).with_name("weed")), "server", f"-dir={folder}", "-ip=127.0.0.1", "-s3"]
    command += ["-ip.bind=127.0.0.1", "-s3.ip.bind=127.0.0.1", "-master.volumeSizeLimitMB=64", "-volume.max=20"]
    for name, port, grpc in zip(names, numbers[0::2], numbers[1::2], strict=False):
        command += [f"-{name}.port={port}", f"-{name}.port.grpc={grpc}"]
    command += [f"-s3.port.iceberg={numbers[-2]}", f"-s3.port.lance={numbers[-1]}", "-master.telemetry=false"]
    address = f"http://127.0.0.1:{numbers[6]}"
    with open(folder / "weed.log", "ab") as log:
        environment = {**KEYS, "PATH": os.environ["PATH"], "HOME": str(folder)}
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _make_bucket(address, server, folder)
        yield address
    finally:
        server.kill()  # what it holds is thrown away
        server.wait()


def client(address):
    options = {"endpoint_url": address, "region_name": "us-east-1", "config": Config(signature_version="s3v4")}
    return boto3.session.Session().client(
        "s3",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        **options,
    )


def _make_bucket(address, server, folder):
    """When it answers."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            client(address).create_bucket(Bucket=BUCKET)
            client(address).put_object(Bucket=BUCKET, Key="ready", Body=b"now there is a volume to write to")
            return
        except (BotoCoreError, ClientError) as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (folder / "weed.log").read_text()[-3000:]
                raise AssertionError(f"{address} did not answer: {error}\n{log}") from error
        time.sleep(0.2)


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The address of an S3 server for this module."""
    with s3_server(tmp_path_factory.mktemp("s3")) as address:
        yield address


def settings_of(address):
    """The environment of a product that keeps its files there."""
    return {"STORAGE": "s3", "AWS_S3_ENDPOINT_URL": address, "AWS_STORAGE_BUCKET_NAME": BUCKET, **KEYS}
