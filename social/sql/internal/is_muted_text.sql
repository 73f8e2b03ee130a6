create or replace function internal.is_muted_text(viewer_in uuid, text_in text) returns boolean
language sql stable
as $$ select coalesce(internal.for_matching(text_in) ~ internal.muted_pattern(viewer_in, 'hide'), false) $$;
comment on function internal.is_muted_text(uuid, text) is 'Whether a text has a word that the viewer hides. For lists, ask muted_pattern once instead.';
