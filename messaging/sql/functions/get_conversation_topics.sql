-- security definer: answers for many members at once, each by the one rule.
create or replace function api.get_conversation_topics(viewers_in uuid[], conversations_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('viewer', w.viewer, 'conversation', w.conversation)), '[]')
      from unnest(viewers_in, conversations_in) w (viewer, conversation)
     where exists (select from internal.shown_conversations(w.viewer) p where p.conversation_id = w.conversation)
$$;
comment on function api.get_conversation_topics(uuid[], uuid[]) is
    'Which of these pairs of member and conversation may listen to it: [{viewer, conversation}] for those to whom it is shown.';
grant execute on function api.get_conversation_topics(uuid[], uuid[]) to topin_worker;
