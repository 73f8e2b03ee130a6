create or replace function internal.tell_content(post_in public.posts) returns void
language plpgsql volatile
as $$
begin
    perform internal.tag_post(post_in.id);
    perform internal.mention_members(post_in.id, null, post_in.author_id, post_in.handles);
    if post_in.link_id is not null then
        perform internal.event_record('link_found', post_in.id, pg_catalog.jsonb_build_object('link_id', post_in.link_id));
    end if;
end $$;
comment on function internal.tell_content(public.posts) is
    'Makes what is in the text of a published post known: its tags, whom it mentions, and the address that it links to.';
