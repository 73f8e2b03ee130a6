-- security definer: the reader of notifications asks it for their receiver.
create or replace function internal.is_muted_comment(viewer_in uuid, comment_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (select from public.comments c
                    where c.id = comment_in and c.author_id <> viewer_in
                      and internal.muted_phrases(c.text, internal.muted_words_of(viewer_in, 'hide')) is not null)
$$;
comment on function internal.is_muted_comment(uuid, uuid) is 'Whether somebody else''s comment has a word that the viewer hides.';
grant execute on function internal.is_muted_comment(uuid, uuid) to topin_worker;
