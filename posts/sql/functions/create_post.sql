create or replace function api.create_post(
    text_in text, audience_in text, reply_policy_in text, content_warning_in text, language_in text
) returns json
language plpgsql volatile
as $$
declare
    new_id uuid;
begin
    insert into posts (author_id, text, audience, reply_policy, content_warning, language)
    select p.user_id, text_in,
           coalesce(audience_in, case when p.is_private then 'followers' else 'public' end),
           coalesce(reply_policy_in, 'everyone'), content_warning_in, language_in
      from profiles p where p.user_id = viewer_id()
    returning id into new_id;
    perform internal.count_change('posts', viewer_id(), 1);
    perform internal.event_record('post_created', new_id);
    return internal.post_json(new_id);
end $$;
comment on function api.create_post(text, text, text, text, text) is
    'Publishes a post of the viewer (its text checked by the door) and returns it; what is null takes its default.';
grant execute on function api.create_post(text, text, text, text, text) to topin_user;
