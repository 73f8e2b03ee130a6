-- security definer: contents are changed by functions alone.
create or replace function api.settle_media_audience(content_in uuid, copy_in text) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    content public.media_contents;
    is_public boolean;
begin
    -- Held first: whoever comes second decides by what is true then.
    select * into content from public.media_contents c where c.id = content_in for update;
    if not found then
        return null;
    end if;
    -- Kept as it is until the commit, so that whoever takes it away finds the copy. Contents before posts.
    perform from public.post_media m
       join public.posts p on p.id = m.post_id
       join public.profiles a on a.user_id = p.author_id
      where m.content_id = content_in and content.state = 'ready' and content.kind <> 'document'
        and internal.is_out_for_all(p) and internal.is_open_to_all(a)
      limit 1 for share of p, a;
    is_public := found;
    if not is_public and content.public_folder is not null then
        perform internal.event_record('media_copy_outdated', content_in,
            pg_catalog.jsonb_build_object('public_folder', content.public_folder));
        content.public_folder := null;
    elsif is_public then
        content.public_folder := coalesce(content.public_folder, copy_in);
    end if;
    update public.media_contents c set public_folder = content.public_folder
     where c.id = content_in and c.public_folder is distinct from content.public_folder;
    return json_build_object('folder', content.folder, 'public_folder', content.public_folder,
        'copy', is_public and content.public_folder is null);
end $$;
comment on function api.settle_media_audience(uuid, text) is
    'Decides whether everybody may see what was made of a file, because a public post shows it. If so, the copy that was made in the folder copy_in of the public store is the one that is shown, unless there is one; if not, the copy is shown no more and goes by event media_copy_outdated. {folder, public_folder, copy: one has to be made}; null where the content is gone.';
grant execute on function api.settle_media_audience(uuid, text) to topin_worker;
