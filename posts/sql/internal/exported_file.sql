create or replace function internal.exported_file(
    medium_in public.post_media, content_in public.media_contents
) returns table (name text, path text)
language sql stable rows 1
as $$
    -- The largest of what was made of it; the file as it came, where nothing was.
    select coalesce('media/' || content_in.folder || '/' || made.main, medium_in.original),
           'media/' || medium_in.id || '-' || medium_in.filename || coalesce('.' || split_part(made.main, '.', 2), '')
      from (select) it
      left join lateral internal.media_files(content_in.variants, content_in.kind) made
             on medium_in.state = 'ready' and medium_in.purpose <> 'document'
     where medium_in.state <> 'pending'
$$;
comment on function internal.exported_file(post_media, media_contents) is
    'The file of a medium that an archive takes along: its name in the private store, and its path in the archive. None where nothing has arrived.';
