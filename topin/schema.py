"""The OpenAPI schema: which paths are in it, and what every endpoint has in common."""

from contextlib import contextmanager

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.serializers import JSONField

#: Refusals that any endpoint may answer with, and when.
REFUSALS = {
    "400": "Malformed or invalid (`errors` says which fields), or an unknown version",
    "401": "Not signed in, or the session has ended",
    "403": "Seen, but not allowed",
    "404": "Not there, or not for this caller to see",
    "405": "This method does not work here",
    "409": "Clashes with the present state, or a request with the same key still runs",
    "410": "Was here and is gone",
    "412": "Changed since it was read (`If-Match`)",
    "413": "Body too large",
    "415": "Body is not `application/json`",
    "422": "The idempotency key was used for another request",
    "429": "Rate limited",
    "503": "Cannot answer right now; `Retry-After` says when to try again",
}
UNSAFE = ("post", "put", "patch", "delete")


class DoorSchema(AutoSchema):
    """Also describes what a DELETE takes and answers, where the door says so (`extend_schema`)."""

    def get_request_serializer(self):
        return None if self.method == "DELETE" else super().get_request_serializer()

    def _get_request_body(self, direction="request"):
        if self.method == "DELETE" and self.get_request_serializer() is None:
            return super()._get_request_body(direction)
        with self._deleting_like_others():
            return super()._get_request_body(direction)

    def _get_response_bodies(self, direction="response"):
        with self._deleting_like_others():
            return super()._get_response_bodies(direction)

    @contextmanager
    def _deleting_like_others(self):
        """The generator takes it that a DELETE has no bodies, whatever the door says."""
        method = self.method
        self.method = "PUT" if method == "DELETE" else method
        try:
            yield
        finally:
            self.method = method

    def _get_serializer_field_meta(self, field, direction):
        """Any JSON is null too: saying so once more made a schema that null does not fulfil."""
        meta = super()._get_serializer_field_meta(field, direction)
        if isinstance(field, JSONField):
            meta.pop("nullable", None)
        return meta


class ViewerAuthenticationScheme(OpenApiAuthenticationExtension):
    target_class = "topin.authentication.ViewerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


def only_public_paths(endpoints):
    """Without the second mount of sign-in, which exists for clients that know no other path."""
    return [e for e in endpoints if e[0].startswith("/api/") and not e[0].startswith("/api/auth/v1")]


def add_conventions(result, generator, request, public):
    """Adds to every endpoint what topin/rest.py does for every endpoint."""
    result["components"].setdefault("schemas", {})["Problem"] = _problem_schema()
    for path, operations in result["paths"].items():
        if path.startswith("/api/auth"):
            continue  # GoTrue has conventions of its own
        for method, operation in operations.items():
            _add_refusals(operation, method)
            if method in UNSAFE:
                operation.setdefault("parameters", []).append(_key_parameter())
    return result


def _problem_schema():
    field = {"type": "object", "required": ["field", "code", "message"]}
    field["properties"] = {name: {"type": "string"} for name in ("field", "code", "message")}
    properties = {n: {"type": "string"} for n in ("type", "title", "detail", "code", "request_id")}
    properties |= {"status": {"type": "integer"}, "errors": {"type": "array", "items": field}}
    description = "An error, after RFC 9457; `code` is what programs switch on."
    return {
        "type": "object",
        "description": description,
        "required": sorted(properties),
        "properties": properties,
    }


def _add_refusals(operation, method):
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, when in REFUSALS.items():
        if status in ("413", "415", "422") and method not in UNSAFE:
            continue
        operation["responses"].setdefault(status, {"description": when, "content": content})


def _key_parameter():
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "maxLength": 255},
        "description": "A repeat with the same key gets the stored answer of the first.",
    }
