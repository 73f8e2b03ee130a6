from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from web.samples import sample_posts


@require_safe
def show(request):
    """The first page: home for members, the promise for everybody else."""
    if request.viewer.is_member:
        return redirect("home")
    return render(request, "web/landing.html", {"samples": sample_posts()})
