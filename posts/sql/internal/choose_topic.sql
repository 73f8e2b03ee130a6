-- security definer: topic_preferences are written by deeds alone.
create or replace function internal.choose_topic(topic_in text, choice_in text, limit_in int) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    perform internal.lock_members(array[me]);  -- one at a time for each member, so that the limit holds
    insert into public.topic_preferences as t (user_id, topic, choice) values (me, topic_in, choice_in)
    on conflict (user_id, topic) do update set choice = excluded.choice, created_at = now() where t.choice <> excluded.choice;
    if (select count(*) from public.topic_preferences t where t.user_id = me) > limit_in then
        perform internal.refuse('TP409', 'You follow and mute as many topics as one can. Let go of one first.', 'too_many_topics');
    end if;
end $$;
comment on function internal.choose_topic(text, text, int) is
    'The viewer follows or mutes a topic (a folded tag) in place of what they chose before; limit_in: of both together.';
grant execute on function internal.choose_topic(text, text, int) to topin_user;
