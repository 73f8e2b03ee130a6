create or replace function internal.changed_published(was_in public.posts, changes_in jsonb) returns public.posts
language plpgsql volatile
as $$
declare
    wanted public.posts := pg_catalog.jsonb_populate_record(was_in, internal.json_only(changes_in,
        'text', 'tags', 'handles', 'content_warning', 'language', 'reply_policy', 'audience'));
    -- The circle's own members, then nobody; for all others fewer and fewer.
    narrower text[] := case was_in.audience when 'circle' then '{circle,private}' else '{public,followers,mutuals,private}' end;
begin
    if pg_catalog.array_position(narrower, wanted.audience) >= pg_catalog.array_position(narrower, was_in.audience) then
        wanted.circle_id := case wanted.audience when 'circle' then was_in.circle_id end;
    else
        perform internal.refuse('TP400', 'A post that is out can only get a smaller audience.', 'not_narrower', 'audience');
    end if;
    if changes_in ->> 'scheduled_at' is not null then
        perform internal.refuse('TP409', 'This post is published already.', 'already_published');
    end if;
    if (wanted.text, wanted.content_warning) is distinct from (was_in.text, was_in.content_warning) then
        wanted.edited_at := internal.time_of_edit(was_in);
    end if;
    return wanted;
end $$;
comment on function internal.changed_published(public.posts, jsonb) is
    'A published post with changes; refuses a wider audience and a time to publish it. Circle and quote stay what they are.';
