create or replace function internal.remove_unlinked(links_in uuid[]) returns void
language plpgsql volatile
as $$
begin
    -- Locked first, lowest id first: whoever links to one right now has committed when the next statement looks.
    perform from public.link_previews l where l.id = any (links_in) order by l.id for update;
    delete from public.link_previews l
     where l.id = any (links_in) and not exists (select from public.posts p where p.link_id = l.id);
end $$;
comment on function internal.remove_unlinked(uuid[]) is 'Forgets addresses that no post links to any more; some are as personal as a post.';
