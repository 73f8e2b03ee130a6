-- security definer: the reader of notifications asks it for their receiver.
create or replace function internal.is_muted_post(viewer_in uuid, post_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select cardinality(internal.without_muted_words(viewer_in, array[post_in])) = 0 $$;
comment on function internal.is_muted_post(uuid, uuid) is
    'Whether somebody else''s post has a word that the viewer hides. For lists, ask without_muted_words once instead.';
grant execute on function internal.is_muted_post(uuid, uuid) to topin_worker;
