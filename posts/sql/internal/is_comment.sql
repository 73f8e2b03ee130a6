-- security definer: says which kind of content an id is; whether there is one for the viewer is asked afterwards.
create or replace function internal.is_comment(content_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.comments c where c.id = content_in) $$;
comment on function internal.is_comment(uuid) is 'Whether the id of some content is a comment''s, not a post''s.';
grant execute on function internal.is_comment(uuid) to topin_user, topin_worker;
