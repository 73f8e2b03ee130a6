"""What people see when there is no page, or when it broke."""

from django.shortcuts import render

from topin import errors, sql


def not_found(request, exception=None):
    return render(request, "web/errors/refused.html", {"error": errors.NotFound()}, status=404)


def server_error(request):
    """Reads nothing from the database: it may be what broke."""
    request.viewer = sql.ANONYMOUS
    context = {"request_id": getattr(request, "request_id", "")}
    return render(request, "web/errors/server_error.html", context, status=500)
