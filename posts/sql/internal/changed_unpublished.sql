create or replace function internal.changed_unpublished(was_in public.posts, changes_in jsonb, drafts_in int) returns public.posts
language plpgsql volatile
as $$
declare
    wanted public.posts := pg_catalog.jsonb_populate_record(was_in, internal.json_only(changes_in,
        'text', 'tags', 'handles', 'content_warning', 'language', 'reply_policy', 'audience', 'circle_id', 'quote_id', 'scheduled_at'));
begin
    if wanted.audience <> 'circle' and changes_in ->> 'circle_id' is null then
        wanted.circle_id := null;
    end if;
    if (wanted.audience = 'circle') <> (wanted.circle_id is not null) then
        perform internal.refuse('TP400', 'A circle goes with the audience "circle", and only with it', 'circle', 'circle_id');
    elsif wanted.circle_id is distinct from was_in.circle_id and wanted.circle_id is not null then
        perform internal.hold_membership(wanted.circle_id, 'circle_id');
    end if;
    if wanted.quote_id is not null and (wanted.quote_id, wanted.circle_id) is distinct from (was_in.quote_id, was_in.circle_id) then
        perform internal.require_quotable(wanted.quote_id, wanted.circle_id);
    end if;
    wanted.quote_is_gone := wanted.quote_is_gone and not changes_in ? 'quote_id';
    wanted.status := case when wanted.scheduled_at is null then 'draft' else 'scheduled' end;
    if wanted.status = 'draft' and was_in.status <> 'draft' then
        perform internal.require_draft_room(drafts_in);
    end if;
    return wanted;
end $$;
comment on function internal.changed_unpublished(public.posts, jsonb, int) is
    'A draft or scheduled post with changes, which are free until it is out; refuses circles and quotes as create_post does, and one draft too many.';
