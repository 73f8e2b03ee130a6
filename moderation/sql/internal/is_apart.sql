create or replace function internal.is_apart(reporter_in uuid, author_in uuid) returns boolean
language sql stable
as $$ select api.viewer_id() is distinct from reporter_in and api.viewer_id() is distinct from author_in $$;
comment on function internal.is_apart(uuid, uuid) is 'Whether the viewer is neither of the two of a report: only then it is theirs to judge.';
grant execute on function internal.is_apart(uuid, uuid) to topin_staff;
