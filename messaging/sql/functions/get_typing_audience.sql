-- security definer: where the other stands is not the viewer's to read.
create or replace function api.get_typing_audience(conversation_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select case when mine.state = 'active' then json_build_array(mine.peer_id) else '[]' end
      from internal.own_conversation(conversation_in) mine
$$;
comment on function api.get_typing_audience(uuid) is
    'Who is told that the viewer types: the other one, once both agreed to the conversation. Refuses other people''s conversations as if there were none.';
grant execute on function api.get_typing_audience(uuid) to topin_user;
