"""How the console looks and where its sidebar leads (settings of django-unfold)."""

from django.templatetags.static import static
from django.urls import reverse, reverse_lazy


def _page(title, icon, name, **more):
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), **more}


def _file(name):
    return lambda request: static(name)


def _own_acts(request):
    return f"{reverse('admin:topin_auditlog_changelist')}?q={request.user.pk}"


def settle(request):
    """Context of every page. Colours come from console.css: the policy allows no inline style."""
    return {"colors": None}


UNFOLD = {
    "SITE_TITLE": "TOPiN console",
    "SITE_HEADER": "TOPiN",
    "SITE_SUBHEADER": "Moderators' console",
    "SITE_ICON": _file("web/favicon.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _file("web/favicon.svg")}],
    "SHOW_HISTORY": False,  # the audit log is the history
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "STYLES": [_file("console/console.css")],
    "SCRIPTS": [_file("console/console.js")],
    "GLOBAL_CALLBACK": "topin.theme.settle",
    "DASHBOARD_CALLBACK": "moderation.dashboard.fill",
    "ACCOUNT": {"navigation": [{"title": "What I did", "link": _own_acts}]},
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {"items": [_page("Dashboard", "space_dashboard", "index")]},
            {
                "title": "People",
                "separator": True,
                "items": [
                    _page("Members", "group", "accounts_user_changelist"),
                    _page(
                        "Blue ticks",
                        "verified",
                        "accounts_verificationrequest_changelist",
                        badge="moderation.dashboard.pending_verifications",
                        badge_variant="warning",
                    ),
                    _page(
                        "Reported messages",
                        "flag",
                        "moderation_messagereport_changelist",
                        badge="moderation.dashboard.open_message_reports",
                        badge_variant="warning",
                    ),
                    _page("Sessions", "devices", "accounts_usersession_changelist"),
                    _page("Posts", "article", "posts_post_changelist"),
                    _page("Comments", "forum", "posts_comment_changelist"),
                    _page("Trends", "trending_up", "posts_topictrend_changelist"),
                    _page("Ranking", "tune", "posts_rankingversion_changelist"),
                    _page("Hidden topics", "visibility_off", "posts_hiddentopic_changelist"),
                    _page("Media", "perm_media", "posts_postmedia_changelist"),
                    _page("Circles", "groups", "social_circle_changelist"),
                    _page("Conversations", "chat", "messaging_conversation_changelist"),
                ],
            },
            {
                "title": "Machinery",
                "separator": True,
                "items": [
                    _page("Events", "bolt", "topin_event_changelist"),
                    _page(
                        "Deliveries",
                        "local_shipping",
                        "topin_eventdelivery_changelist",
                        badge="moderation.dashboard.dead_deliveries",
                        badge_variant="danger",
                    ),
                    _page("Pushes and mails", "notifications_active", "notifications_notificationdelivery_changelist"),
                    _page(
                        "Push channels",
                        "cell_tower",
                        "notifications_pushchannel_changelist",
                        badge="moderation.dashboard.stopped_push_channels",
                        badge_variant="danger",
                    ),
                    _page("Job slots", "schedule", "topin_jobslot_changelist"),
                    _page("Audit log", "history_edu", "topin_auditlog_changelist"),
                ],
            },
        ],
    },
}
