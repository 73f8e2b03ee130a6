create or replace function internal.muted_json(profile_in public.profiles, at_in timestamptz) returns jsonb
language sql stable
as $$ select internal.summary_json(profile_in)::jsonb || jsonb_build_object('muted_at', internal.rfc3339(at_in)) $$;
comment on function internal.muted_json(profiles, timestamptz) is 'A member in the list of those whom the viewer muted: UserSummary with muted_at.';
grant execute on function internal.muted_json(profiles, timestamptz) to topin_user;
