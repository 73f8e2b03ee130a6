"""The ranking of for-you feeds in the console: its versions, and a page to try and publish weights."""

import json
from math import isfinite

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.decorators import display

from accounts.admin import of_profile
from posts import selectors, services
from posts.admin.shown import beginning
from posts.models import RankingVersion
from topin import errors, staff
from topin.console import LookOnlyAdmin, member_link, moment

LIST = "admin:posts_rankingversion_changelist"
PREVIEWED = 10  # posts of each ranking


@admin.register(RankingVersion)
class RankingVersionAdmin(LookOnlyAdmin):
    list_display = ("version_shown", "by", "changed", moment("created_at", "published"))
    fields = ("version", "by", "weights_shown", moment("created_at", "published"))
    ordering = ("-version",)
    search_fields = ()
    nothing_here = "The weights are those that TOPiN came with"
    list_before_template = "admin/posts/rankingversion/edit_link.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(handle=of_profile("handle", "made_by_id"))

    @display(description="version", ordering="version")
    def version_shown(self, version):
        return f"Version {version.version}"

    @display(description="by")
    def by(self, version):
        return member_link(version.made_by_id, version.handle and f"@{version.handle}")

    @display(description="changed")
    def changed(self, version):
        """What differs from the version before it."""
        before = RankingVersion.objects.filter(version=version.version - 1).values_list("weights", flat=True).first()
        weights = version.weights.items()
        found = [f"{name} {weight:g}" for name, weight in weights if (before or {}).get(name) != weight]
        return ", ".join(found) if before else "the first"

    @display(description="weights")
    def weights_shown(self, version):
        return format_html('<pre class="console-pre">{}</pre>', json.dumps(version.weights, indent=2, sort_keys=True))

    def get_urls(self):
        edit = self.admin_site.admin_view(self.edit)
        return [path("edit/", edit, name="posts_rankingversion_edit"), *super().get_urls()]

    def edit(self, request):
        """Weights as they hold or as they were typed, what feeds would be with them, and a button that publishes."""
        viewer = staff.viewer_of(request)
        ranking = selectors.get_ranking(viewer).loads()
        typed = {name: request.POST.get(name, f"{weight:g}") for name, weight in ranking["weights"].items()}
        context = {"ranking": ranking, "version": request.POST.get("version", ranking["version"]), "faults": {}}
        if request.method == "POST":
            try:
                weights = {name: _number(name, value) for name, value in typed.items()}
                if request.POST.get("do") == "publish":
                    return self._publish(request, viewer, weights)
                is_sample = request.POST.get("reader") == "sample"
                found = selectors.preview_ranking(viewer, weights, is_sample=is_sample, limit=PREVIEWED)
                context |= {"preview": _table(found), "is_sample": is_sample}
            except errors.Refused as refusal:
                context["faults"] = {error.field: error.message for error in refusal.errors}
                self.message_user(request, refusal.detail, messages.ERROR)
        context["rows"] = [(name, value, context["faults"].get(name)) for name, value in typed.items()]
        page = {
            **self.admin_site.each_context(request),
            **context,
            "title": "Weights of the ranking",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/posts/rankingversion/edit.html", page)

    def _publish(self, request, viewer, weights):
        version = request.POST.get("version", "")
        made = services.publish_ranking(viewer, weights, int(version) if version.isdecimal() else -1)
        self.message_user(request, f"Version {made} holds from the next page of every feed on.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(LIST))


def _number(name, typed):
    try:
        number = float(typed)
    except ValueError:
        number = None
    if number is None or not isfinite(number):
        raise errors.Invalid(
            f"{name}: a number from 0 to 1000.", errors=[(name, "invalid", "A number from 0 to 1000.")]
        )
    return number


def _table(found):
    """The two rankings beside each other: post, author, why and score."""
    return [
        {
            "title": title,
            "table": {
                "headers": ["Post", "By", "Why", "Score", "Published"],
                "rows": [
                    [_post(item), f"@{item['handle']}", item["why"], f"{item['score']:.2f}", item["published_at"][:16]]
                    for item in found[key]
                ],
            },
        }
        for key, title in (("now", "As it is"), ("then", "With these weights"))
    ]


def _post(item):
    address = reverse("admin:posts_post_change", args=[item["post_id"]])
    return format_html('<a class="console-link" href="{}">{}</a>', address, beginning(item["text"]) or "(no text)")
