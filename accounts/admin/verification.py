"""The queue of those who ask for a blue tick: the oldest first, and what was decided as history."""

from django.contrib import admin, messages
from django.http import FileResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST
from unfold.decorators import display

from accounts import services
from accounts.admin.members import TONES, of_profile, standing_of, with_profile
from accounts.models import Profile, ProfileCounter, ProfileDetail, User, VerificationRequest
from topin import errors, files, staff
from topin.console import ChosenFilter, LookOnlyAdmin, MadeWithin, as_id, member_link, moment, short_time
from topin.counts import pending

ASKED = moment("created_at", "asked")
DECIDED = moment("decided_at", "decided")
STATUS = {"pending": "warning", "approved": "success", "refused": "danger"}
#: A document is never run, whatever it holds; only pictures are shown where they are.
SHOWN_INLINE = ("image/jpeg", "image/png", "image/webp")
#: Beginnings of a reason, to be finished by hand.
PHRASES = (
    "The document cannot be read: send a sharper picture of it.",
    "The name on the document is not the legal name of the request.",
    "The links do not show that this account is theirs.",
    "The document has expired.",
)
DOCUMENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class StatusFilter(ChosenFilter):
    title, parameter_name, first = "status", "status", "pending"
    known = (("pending", "waiting"), ("approved", "approved"), ("refused", "refused"), ("all", "all"))


@admin.register(VerificationRequest)
class VerificationAdmin(LookOnlyAdmin):
    list_display = ("who", "category_shown", "legal_name", "document_shown", ASKED)
    list_filter = (StatusFilter, "category", MadeWithin)
    list_select_related = ("document",)
    nothing_here = "Nobody waits"
    search_help_text = "@handle, legal name, or id of a request or member"
    fieldsets = ((None, {"fields": (("legal_name", "category_shown"), "links_shown", ("document_shown", ASKED))}),)
    decision_fields = (("status_shown", "decided_by_shown", DECIDED), "reason")
    change_form_outer_before_template = "admin/accounts/verificationrequest/member.html"
    change_form_outer_after_template = "admin/accounts/verificationrequest/decide.html"

    def get_queryset(self, request):
        names = {name: of_profile(name, "user_id") for name in ("handle", "display_name")}
        return super().get_queryset(request).annotate(**names, decider=of_profile("handle", "decided_by_id"))

    def get_ordering(self, request):
        """First come, first served; of decided ones, the newest first."""
        return ("-id",) if "status" in request.GET else ("id",)

    def get_list_display(self, request):
        return (*self.list_display, "status_shown", DECIDED) if "status" in request.GET else self.list_display

    def get_fieldsets(self, request, obj=None):
        decided = obj is not None and obj.status != "pending"
        return (*self.fieldsets, ("Decision", {"fields": self.decision_fields})) if decided else self.fieldsets

    def find(self, queryset, term):
        if term.startswith("@"):
            members = Profile.objects.filter(handle=term[1:].lower())
            return queryset.filter(user_id__in=members.values("user_id"))
        by_id = queryset.filter(pk=as_id(term)) | queryset.filter(user_id=as_id(term))
        return by_id | queryset.filter(legal_name__icontains=term)

    # -- Columns and fields

    @display(description="member", header=True)
    def who(self, request):
        name = request.display_name or "–"
        return [name, f"@{request.handle}" if request.handle else "", name[:1].upper()]

    @display(description="category")
    def category_shown(self, request):
        return request.category.replace("_", " ")

    @display(description="status", label=STATUS)
    def status_shown(self, request):
        return request.status

    @display(description="links")
    def links_shown(self, request):
        """Addresses of others: shown whole, so that nobody is led elsewhere, and opened without saying where from."""
        link = '<a class="console-link" href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>'
        safe = [(address,) for address in request.links if address.startswith(("https://", "http://"))]
        return format_html('<span class="console-links">{}</span>', format_html_join("", link, safe)) if safe else "–"

    @display(description="document")
    def document_shown(self, request):
        if request.document is None:
            return "deleted" if request.status != "pending" else "none"
        return f"{request.document.filename or request.document.content_type}, {_size(request.document.size)}"

    @display(description="decided by")
    def decided_by_shown(self, request):
        return member_link(request.decided_by_id, request.decider and f"@{request.decider}")

    # -- The page of a request, and what can be done there

    def get_urls(self):
        deeds = (("approve", self.approve), ("refuse", self.refuse), ("document", self.document))
        own = [
            path(
                f"<uuid:request_id>/{name}/",
                self.admin_site.admin_view(require_POST(deed)),
                name=f"accounts_verificationrequest_{name}",
            )
            for name, deed in deeds
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {**(extra_context or {}), **_context_of(as_id(object_id))}
        return super().change_view(request, object_id, form_url, context)

    def approve(self, request, request_id):
        return self._decide(request, request_id, "approved", services.approve_verification)

    def refuse(self, request, request_id):
        reason = request.POST.get("reason", "")
        return self._decide(request, request_id, "refused", services.refuse_verification, reason)

    def _decide(self, request, request_id, outcome, deed, *more):
        """Does it and goes on to the next that waits; a refusal leads back to the page, with its reason."""
        try:
            deed(staff.viewer_of(request), request_id, *more)
        except errors.Refused as refusal:
            self.message_user(request, refusal.errors[0].message if refusal.errors else refusal.detail, messages.ERROR)
            return HttpResponseRedirect(_page_of(request_id))
        self.message_user(request, f"The request is {outcome}; its member is told by mail.", messages.SUCCESS)
        following = VerificationRequest.objects.filter(status="pending").order_by("id").values_list("pk", flat=True)
        return HttpResponseRedirect(_page_of(following.first()))

    def document(self, request, request_id):
        """The proof, by POST because each look is written down."""
        try:
            proof = services.view_document(staff.viewer_of(request), request_id)
            content = files.private.open(proof["name"])
        except (errors.NotFound, FileNotFoundError):
            self.message_user(request, "The document was deleted already.", messages.WARNING)
            return HttpResponseRedirect(_page_of(request_id))
        inline = proof["content_type"] in SHOWN_INLINE
        return FileResponse(
            content,
            as_attachment=not inline,
            filename=proof["filename"] or "document",
            content_type=proof["content_type"],
            headers={"Content-Security-Policy": DOCUMENT_POLICY, "Cross-Origin-Resource-Policy": "same-origin"},
        )


def _context_of(request_id):
    """Who asks, as far as it matters for a blue tick, and their earlier requests."""
    asked = VerificationRequest.objects.filter(pk=request_id).first()
    member = asked and with_profile(User.objects.filter(pk=asked.user_id)).first()
    if member is None:
        return {}
    counts = {kind: pending(kind, "user_id") for kind in ("followers", "posts")}
    counted = ProfileCounter.objects.filter(pk=member.pk).annotate(**{f"new_{k}": v for k, v in counts.items()}).first()
    earlier = VerificationRequest.objects.filter(user_id=member.pk).exclude(pk=request_id).order_by("-id")[:5]
    return {
        "member": member,
        "member_detail": ProfileDetail.objects.filter(pk=member.pk).only("bio", "website", "location").first(),
        "member_standing": standing_of(member),
        "member_tone": TONES[standing_of(member)],
        "member_figures": [
            ("account", _age(member.created_at)),
            ("followers", counted.followers + counted.new_followers if counted else 0),
            ("posts", counted.posts + counted.new_posts if counted else 0),
        ],
        "earlier": _table(earlier),
        "phrases": PHRASES,
        "approve_keys": {"aria-keyshortcuts": "a"},
    }


def _table(requests):
    rows = [[_link(one), one.status, one.reason or "–", short_time(one.created_at)] for one in requests]
    return rows and {"headers": ["Legal name", "Outcome", "Reason", "Asked"], "rows": rows}


def _link(request):
    return format_html('<a class="console-link" href="{}">{}</a>', _page_of(request.pk), request.legal_name)


def _page_of(request_id):
    if request_id is None:
        return reverse("admin:accounts_verificationrequest_changelist")
    return reverse("admin:accounts_verificationrequest_change", args=[request_id])


def _age(since):
    days = (timezone.now() - since).days
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def _size(size):
    return f"{size / 1024:.0f} KiB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MiB"
