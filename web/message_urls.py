"""Pages of private talk. Their fixed words come before the ids."""

from django.urls import path

from web.views.messages import choosing, deeds, inbox, items, reports, talk, writing

urlpatterns = [
    path("messages", inbox.show, name="messages"),
    path("messages/new", choosing.new, name="new_message"),
    path("messages/rows", inbox.rows, name="conversation_rows"),
    path("messages/tabs", inbox.tabs, name="message_tabs"),
    path("messages/badge", inbox.badge, name="message_badge"),
    path("messages/send", writing.send, name="send_message"),
    path("messages/with/<slug:handle>", talk.with_member, name="conversation_with"),
    path("messages/<uuid:conversation_id>", talk.show, name="conversation"),
    path("messages/<uuid:conversation_id>/notice", inbox.notice, name="message_notice"),
    path("messages/<uuid:conversation_id>/items", items.some, name="message_items"),
    path("messages/<uuid:conversation_id>/read", deeds.read, name="read_conversation"),
    path("messages/<uuid:conversation_id>/accept", deeds.accept, name="accept_conversation"),
    path("messages/<uuid:conversation_id>/decline", deeds.decline, name="decline_conversation"),
    path("messages/<uuid:conversation_id>/change", deeds.change, name="update_conversation"),
    path("messages/items/<uuid:message_id>/react", items.react, name="react_to_message"),
    path("messages/items/<uuid:message_id>/unreact", items.unreact, name="withdraw_reaction"),
    path("messages/items/<uuid:message_id>/delete", items.delete, name="delete_message"),
    path("messages/items/<uuid:message_id>/report", reports.report, name="report_message"),
]
