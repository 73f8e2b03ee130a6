-- security definer: asks whom a viewer may see by a handle; others are as if there were none.
create or replace function internal.asked_words(words_in text, author_in text) returns tsquery
language sql stable security definer set search_path = ''
as $$
    select case when words_in = '' then by_author when author_in = '' then words_in::tsquery else by_author && words_in::tsquery end
      from (select case when author_in <> '' then coalesce((
                select (pg_catalog.quote_literal('@' || p.user_id))::tsquery from public.profiles p
                 where p.handle = author_in and api.profile_exists_for(api.viewer_id(), p.user_id)), '''@''') end) named (by_author)
$$;
comment on function internal.asked_words(text, text) is
    'A tsquery of words and, where author_in is a handle, of an author''s posts; of nobody''s where the author does not exist for the viewer.';
grant execute on function internal.asked_words(text, text) to topin_anon, topin_user, topin_staff;
