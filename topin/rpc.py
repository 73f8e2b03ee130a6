"""Published functions: `POST /api/rpc/<function>` runs one as the viewer, with named arguments.

Apps publish theirs in `<app>/rpc.py`. What is published may tell nothing that no other door tells the
same caller, so truths about others (`is_user_blocked`, `can_view_profile`) are not; what a function is
not granted to a member's role it refuses by itself. Questions run in read-only transactions.
"""

from collections.abc import Callable
from typing import NamedTuple

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from topin import errors, sql
from topin.rest import ANY, PAGE_DEFAULT, PAGE_MAX, READ, ApiView, validated
from topin.text_fields import TextField


class Id(serializers.UUIDField):
    """A UUID as text; elsewhere DRF takes numbers too."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class OwnId(Id):
    """The caller's own id, null for visitors: about others nobody may ask. Whoever it is, the answer is 404."""

    def __init__(self):
        super().__init__(allow_null=True)


class Limit(serializers.IntegerField):
    """How long a page is."""

    def __init__(self):
        super().__init__(min_value=1, max_value=PAGE_MAX, default=PAGE_DEFAULT)

    def to_internal_value(self, data):
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Cursor(TextField):
    """Where the last page ended; empty or null: the first one."""

    def __init__(self):
        super().__init__(6_000, default="", allow_blank=True, allow_null=True)  # as internal.cursor_read has it


class Text(TextField):
    """A text as it is, blanks at its ends included."""

    def __init__(self):
        super().__init__(1_000, allow_blank=True, trim_whitespace=False)


class Arguments(serializers.Serializer):
    """The arguments of one function. Another name than theirs is an error."""

    def to_internal_value(self, data):
        unknown = set(data) - set(self.fields)
        if unknown:
            message = f"There is no such argument, only {', '.join(self.fields)}"
            raise serializers.ValidationError({name: [message] for name in sorted(unknown)}, code="unknown")
        return super().to_internal_value(data)


class Function(NamedTuple):
    name: str
    arguments: type[Arguments]
    answer: type
    writes: bool
    visitors: bool
    run: Callable | None

    def call(self, viewer, values):
        """Runs it as the viewer. Raises NotFound where one asks as somebody else."""
        for name, field in self.arguments().fields.items():
            if isinstance(field, OwnId) and values[name] != viewer.user_id:
                raise errors.NotFound()
        if self.run:
            return self.run(viewer, *values.values())
        return (sql.do if self.writes else sql.ask)(viewer, self.name, *values.values())


functions: dict[str, Function] = {}


def publish(name, arguments, answer, *, writes=False, visitors=False, run=None):
    """Publishes the SQL function of a name, or `run(viewer, *arguments)` which answers for it.

    `arguments` are fields by name, in the function's order; `answer` is a serializer or a type for the schema.
    """
    title = "".join(part.title() for part in name.split("_"))
    taken = type(f"{title}Arguments", (Arguments,), dict(arguments))
    functions[name] = Function(name, taken, answer, writes, visitors, run)


class FunctionView(ApiView):
    """The door of one published function."""

    function = None

    def limit_keys(self, request):
        keys = super().limit_keys(request)
        return keys if self.function.writes else [key for key in keys if key[0] != "write"]

    def answer_call(self, request):
        values = validated(self.function.arguments, request)
        value = self.function.call(request.viewer, values)
        return Response(sql.Json(b"null") if value is None else value)


def view_of(function):
    """The view of a function, described in the schema by its own arguments and answer."""

    @extend_schema(
        operation_id=f"rpc_{function.name}",
        summary=function.name,
        request=function.arguments,
        responses=function.answer,
        tags=["rpc"],
    )
    def post(self, request):
        return self.answer_call(request)

    fields = {"function": function, "post": post, "visitors_may": ANY if function.visitors else ()}
    return type(f"{function.name}_view", (FunctionView,), fields).as_view()


class PublishedArgument(serializers.Serializer):
    name = serializers.CharField()
    type = serializers.ChoiceField(["uuid", "integer", "text"])
    required = serializers.BooleanField()


class PublishedFunction(serializers.Serializer):
    name = serializers.CharField()
    arguments = PublishedArgument(many=True)
    writes = serializers.BooleanField()
    visitors = serializers.BooleanField(help_text="Whether it can be called without signing in")


class PublishedFunctions(serializers.Serializer):
    items = PublishedFunction(many=True)


class FunctionsView(ApiView):
    visitors_may = READ

    @extend_schema(operation_id="rpc_list", summary="Functions that can be called", responses=PublishedFunctions)
    def get(self, request):
        return Response({"items": [_listed(functions[name]) for name in sorted(functions)]})


def _listed(function):
    arguments = [
        {"name": name, "type": _type_of(field), "required": field.required}
        for name, field in function.arguments().fields.items()
    ]
    return {
        "name": function.name,
        "arguments": arguments,
        "writes": function.writes,
        "visitors": function.visitors,
    }


def _type_of(field):
    return "uuid" if isinstance(field, Id) else "integer" if isinstance(field, Limit) else "text"
