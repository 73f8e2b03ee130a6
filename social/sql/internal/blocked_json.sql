create or replace function internal.blocked_json(profile_in public.profiles, at_in timestamptz) returns jsonb
language sql stable
as $$ select internal.summary_json(profile_in)::jsonb || jsonb_build_object('blocked_at', internal.rfc3339(at_in)) $$;
comment on function internal.blocked_json(profiles, timestamptz) is 'A member in the list of those whom the viewer blocked: UserSummary with blocked_at.';
grant execute on function internal.blocked_json(profiles, timestamptz) to topin_user;
