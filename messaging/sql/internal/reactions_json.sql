create or replace function internal.reactions_json(message_in uuid) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('emoji', r.emoji, 'user_ids', r.users) order by r.at, r.emoji), '[]')
      from (select emoji, json_agg(user_id order by created_at, user_id) as users, min(created_at) as at
              from public.message_reactions where message_id = message_in group by emoji) r
$$;
comment on function internal.reactions_json(uuid) is 'The reactions to a message, first come first: [{emoji, user_ids}].';
