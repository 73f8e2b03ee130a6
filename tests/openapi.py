"""The API's own description, as docs/api/openapi.json writes it down."""

from functools import cache

from drf_spectacular.generators import SchemaGenerator


@cache
def schema():
    """OpenAPI's paths and schemas; made once for all tests of a process, which only read it."""
    return SchemaGenerator().get_schema(request=None, public=True)
