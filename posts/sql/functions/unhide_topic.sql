-- security definer: hidden topics are written by deeds alone.
create or replace function api.unhide_topic(topic_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    delete from public.hidden_topics h where h.topic = topic_in;
    if found then
        perform api.audit_record('topic_unhidden', 'topic', null, jsonb_build_object('topic', topic_in));
    end if;
end $$;
comment on function api.unhide_topic(text) is 'Staff let a topic trend again, from the next ranking on.';
grant execute on function api.unhide_topic(text) to topin_staff;
