-- security definer: hidden topics and trends are written by deeds alone.
create or replace function api.hide_topic(topic_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    insert into public.hidden_topics (topic, hidden_by_id) values (topic_in, api.viewer_id()) on conflict do nothing;
    if found then
        perform api.audit_record('topic_hidden', 'topic', null, jsonb_build_object('topic', topic_in));
    end if;
    delete from public.topic_trends t where t.topic = topic_in;
end $$;
comment on function api.hide_topic(text) is 'Staff keep a topic out of trends, from this moment on; hiding it twice is once.';
grant execute on function api.hide_topic(text) to topin_staff;
