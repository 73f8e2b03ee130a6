-- security definer: counts in conversations as the viewer sees them.
create or replace function internal.unread_messages() returns bigint
language sql stable security definer set search_path = ''
as $$
    select coalesce(sum(internal.unread_in(p)), 0)::bigint
      from internal.shown_conversations(api.viewer_id()) p
     where p.has_unread and p.state in ('active', 'sent_request') and not p.is_muted
$$;
comment on function internal.unread_messages() is
    'How many messages wait to be read by the viewer in conversations that are neither muted nor mere requests.';
grant execute on function internal.unread_messages() to topin_user;
