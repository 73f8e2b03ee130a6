-- security definer: the feed and the reader of notifications ask it for the muter alone.
create or replace function internal.muted_by(viewer_in uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.muted_id from public.mutes m where m.muter_id = viewer_in $$;
comment on function internal.muted_by(uuid) is 'Whom a member muted: a set that their home feed and notifications leave out.';
grant execute on function internal.muted_by(uuid) to topin_worker;
