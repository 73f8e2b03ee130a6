create or replace function internal.set_link(post_in uuid, url_in text) returns void
language plpgsql volatile
as $$
declare
    link uuid;
begin
    while url_in is not null and link is null loop
        -- Held by its key until the commit: removing previews that no post has waits, and then sees this post.
        select l.id into link from public.link_previews l where l.url = url_in for key share;
        if link is null then
            insert into public.link_previews (url) values (url_in) on conflict (url) do nothing returning id into link;
        end if;
    end loop;
    update public.posts p set link_id = link where p.id = post_in and p.link_id is distinct from link;
end $$;
comment on function internal.set_link(uuid, text) is 'Notes which address a post links to (null: none); publishing it tells.';
