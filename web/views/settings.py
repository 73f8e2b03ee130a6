from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import selectors, serializers, services
from topin import errors
from topin.rest import checked
from web.doors import count_deed, members_only
from web.forms.profiles import ProfileForm


@require_http_methods(["GET", "POST"])
@members_only
def profile(request):
    """Name, words about oneself and the like."""
    me = selectors.get_me(request.viewer).loads()
    form = ProfileForm(request.POST or None, initial=me)
    if request.method == "POST":
        count_deed(request)
        try:
            services.update_me(request.viewer, checked(serializers.MeChanges, request.POST.dict()))
            return redirect("profile", me["handle"])
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return render(request, "web/settings/profile.html", {"form": form, "here": "settings"}, status=form.status)
