"""What the written schema allows at the doors of messages, and what it does not: never a fault."""

from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import override_settings
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from tests.messaging.talk import send
from tests.people import Api

pytestmark = pytest.mark.usefixtures("_no_limits")
EXAMPLES = 25  # of each door, of each kind


@pytest.fixture(scope="module")
def operations():
    """Every operation of messages by its path and method."""
    with override_settings(ROOT_URLCONF="topin.urls"):
        schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    found = [result.ok() for result in schema.get_all_operations()]
    return [operation for operation in found if operation.path.startswith("/api/messages")]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_door_of_messages_fails_whatever_comes(friends, conversation, operations, mode):
    alice, bob = friends
    assert len(operations) == 13
    for operation in operations:
        ids = {"conversation_id": conversation, "message_id": send(alice, bob).json["id"]}
        call_often(operation, mode, {name: ids[name] for name in ids if name in operation.path}, bob)


def call_often(operation, mode, ids, person):
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    @given(case=operation.as_strategy(generation_mode=mode), is_ours=st.booleans())
    def call(case, is_ours):
        if is_ours:
            case.path_parameters = {**(case.path_parameters or {}), **ids}
        query = urlencode(case.query or {}, doseq=True)
        body = None if isinstance(case.body, schemathesis.core.NotSet) else case.body
        path = f"{case.formatted_path}?{query}"
        answer = Api(person).request(case.method, path, body)
        assert answer.status < 500, (case.method, path, body, answer.body)
        if answer.status >= 400:
            assert answer.headers["content-type"] == "application/problem+json", (case.method, path, answer)

    call()
