create or replace function api.get_factors() returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object(
        'id', id, 'friendly_name', friendly_name, 'created_at', internal.rfc3339(created_at),
        'status', case when verified_at is null then 'unverified' else 'verified' end
    ) order by created_at, id), '[]')
      from mfa_factors where user_id = viewer_id()
$$;
comment on function api.get_factors() is 'The viewer''s second factors, verified or not, oldest first.';
grant execute on function api.get_factors() to topin_user;
