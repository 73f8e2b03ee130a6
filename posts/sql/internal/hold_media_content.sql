create or replace function internal.hold_media_content(medium_in public.post_media, kind_in text) returns public.media_contents
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    content public.media_contents;
begin
    loop
        insert into public.media_contents (sha256, size, kind, folder)
        values (medium_in.sha256, medium_in.size, kind_in, replace(gen_random_uuid()::text, '-', ''))
        on conflict do nothing;
        select * into content from public.media_contents
         where sha256 = medium_in.sha256 and (kind = 'document') = (kind_in = 'document') for update;
        -- Not found: it was removed between the two statements, because nobody had it any more.
        exit when found;
    end loop;
    return content;
end $$;
comment on function internal.hold_media_content(post_media, text) is
    'What is or will be made of the bytes of a medium, made where there is none yet and locked until the commit.';
