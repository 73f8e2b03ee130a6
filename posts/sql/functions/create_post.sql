create or replace function api.create_post(
    text_in text, audience_in text, circle_in uuid, reply_policy_in text, content_warning_in text, language_in text, tags_in text[]
) returns json
language plpgsql volatile
as $$
declare
    new_id uuid;
begin
    if circle_in is not null then
        perform internal.hold_membership(circle_in);
    end if;
    insert into posts (author_id, text, audience, circle_id, reply_policy, content_warning, language)
    select p.user_id, text_in,
           coalesce(audience_in, case when p.is_private then 'followers' else 'public' end), circle_in,
           coalesce(reply_policy_in, 'everyone'), content_warning_in, language_in
      from profiles p where p.user_id = viewer_id()
    returning id into new_id;
    perform internal.tag_post(new_id, tags_in);
    perform internal.count_change('posts', viewer_id(), 1);
    perform internal.event_record('post_created', new_id);
    return internal.post_json(new_id);
end $$;
comment on function api.create_post(text, text, uuid, text, text, text, text[]) is
    'Publishes a post of the viewer (text and tags checked by the door), in a circle only as its member, and returns it; what is null takes its default.';
grant execute on function api.create_post(text, text, uuid, text, text, text, text[]) to topin_user;
