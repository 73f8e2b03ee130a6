create or replace function api.get_factor_secret(factor_in uuid) returns json
language sql stable
as $$
    select json_build_object('secret', f.secret, 'number', coalesce(
               (select max(number) from refresh_tokens where session_id = viewer_session_id()), 0))
      from mfa_factors f where f.id = factor_in and f.user_id = viewer_id()
$$;
comment on function api.get_factor_secret(uuid) is
    'What a code of one of the viewer''s factors is compared with, and the number of their session''s active refresh token; null: no such factor.';
grant execute on function api.get_factor_secret(uuid) to topin_worker;
