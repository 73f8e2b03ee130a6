-- security definer: a post comes with media, a poll, a link, counts and mentions, which members do not write themselves.
create or replace function api.create_post(post_in jsonb, drafts_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    wanted public.posts := pg_catalog.jsonb_populate_record(null::public.posts, post_in);
    made public.posts;
begin
    -- Circles before members before posts, as everywhere.
    if wanted.circle_id is not null then
        perform internal.hold_membership(wanted.circle_id, 'circle_id');
    end if;
    if wanted.quote_id is not null then
        perform internal.require_quotable(wanted.quote_id, wanted.circle_id);
    end if;
    if wanted.status = 'draft' then
        perform internal.require_draft_room(drafts_in);
    end if;
    insert into public.posts (author_id, text, audience, circle_id, reply_policy, content_warning, language,
                       tags, handles, quote_id, status, scheduled_at)
    select p.user_id, wanted.text,
           coalesce(wanted.audience, case when p.is_private then 'followers' else 'public' end), wanted.circle_id,
           coalesce(wanted.reply_policy, 'everyone'), wanted.content_warning, wanted.language,
           wanted.tags, wanted.handles, wanted.quote_id,
           case wanted.status when 'scheduled' then 'scheduled' else 'draft' end, wanted.scheduled_at
      from public.profiles p where p.user_id = api.viewer_id()
    returning * into made;
    if post_in -> 'poll' <> 'null' then
        perform internal.set_poll(made.id, post_in -> 'poll');
        made.has_poll := true;
    end if;
    if pg_catalog.jsonb_array_length(post_in -> 'media') > 0 then
        perform internal.set_media(made, post_in -> 'media', 'media_ids');
        made.has_media := true;
    end if;
    perform internal.set_link(made.id, post_in ->> 'link');
    if wanted.status <> 'draft' then
        perform internal.require_content(made);
    end if;
    if wanted.status = 'published' then
        perform internal.publish_post(made.id, made.author_id);
    end if;
    return internal.post_json(made.id);
end $$;
comment on function api.create_post(jsonb, int) is
    'Makes a post of the viewer from fields that the door checked (with what it found in the text: tags, handles, link; media are [{id}]) and returns it: published at once, scheduled, or as one of at most drafts_in drafts. In a circle only as its member; what is null takes its default.';
grant execute on function api.create_post(jsonb, int) to topin_user;
