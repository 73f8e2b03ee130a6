-- security definer: as get_message.
create or replace function api.get_conversations(state_in text, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    list text := 'conversations_' || state_in;
    mark record := internal.cursor_read(list, cursor_in);
    page json;
begin
    with found as (
        select p from internal.shown_conversations(api.viewer_id()) p
         where (p.updated_at, p.conversation_id) < (mark.at, mark.id)
           and case state_in when 'request' then p.state = 'request'
                             when 'archived' then p.is_archived and p.state <> 'request'
                             else not p.is_archived and p.state <> 'request' end
         order by p.updated_at desc, p.conversation_id desc limit limit_in + 1
    ), shown as (
        select p from found order by (p).updated_at desc, (p).conversation_id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.conversation_json(p) order by (p).updated_at desc, (p).conversation_id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list, (p).updated_at, (p).conversation_id)
                    from shown order by (p).updated_at, (p).conversation_id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_conversations(text, int, text) is
    'A page of the viewer''s conversations, newest first: active (with requests they sent), request (that came to them) or archived. Texts sealed.';
grant execute on function api.get_conversations(text, int, text) to topin_user;
