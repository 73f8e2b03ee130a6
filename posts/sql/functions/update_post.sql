-- security definer: posts are changed by deeds alone.
create or replace function api.update_post(post_in uuid, changes_in jsonb, drafts_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    was public.posts;
    wanted public.posts;
begin
    -- Circles before members before posts, as everywhere.
    perform internal.keep_member((changes_in ->> 'circle_id')::uuid, api.viewer_id());
    if changes_in ? 'scheduled_at' then
        perform internal.lock_members(array[api.viewer_id()]);
    end if;
    was := internal.own_post(post_in);
    if was.status = 'published' then
        wanted := internal.changed_published(was, changes_in);
    else
        wanted := internal.changed_unpublished(was, changes_in, drafts_in);
    end if;
    if changes_in ? 'poll' then
        perform internal.set_poll(post_in, changes_in -> 'poll');
        wanted.has_poll := changes_in -> 'poll' <> 'null';
    end if;
    if changes_in ? 'media' then
        if internal.set_media(was, changes_in -> 'media', 'media') and was.status = 'published' then
            wanted.edited_at := internal.time_of_edit(was);
        end if;
        wanted.has_media := changes_in -> 'media' <> '[]';
    end if;
    if wanted.status <> 'draft' then
        perform internal.require_content(wanted);
    end if;
    update public.posts p
       set text = wanted.text, content_warning = wanted.content_warning, language = wanted.language,
           tags = wanted.tags, handles = wanted.handles, reply_policy = wanted.reply_policy,
           audience = wanted.audience, circle_id = wanted.circle_id,
           quote_id = wanted.quote_id, quote_is_gone = wanted.quote_is_gone,
           status = wanted.status, scheduled_at = wanted.scheduled_at, edited_at = wanted.edited_at
     where p.id = post_in;
    if changes_in ? 'text' then
        perform internal.set_link(post_in, changes_in ->> 'link');
    end if;
    if was.status = 'published' then
        perform internal.tell_edit(was, wanted);
    end if;
    return internal.post_json(post_in);
end $$;
comment on function api.update_post(uuid, jsonb, int) is
    'Changes the given fields of the viewer''s own post (checked by the door; with a text what was found in it; media are [{id, alt_text}], all of them) and returns it. A published post keeps what it said as a version and never gets a wider audience; with a time a draft becomes scheduled, without one it is a draft again.';
grant execute on function api.update_post(uuid, jsonb, int) to topin_user;
