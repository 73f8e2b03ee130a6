create or replace function api.viewer_session_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('topin.session_id', true), '')::uuid $$;
comment on function api.viewer_session_id() is 'The session by which the viewer came, or null.';
grant execute on function api.viewer_session_id() to topin_app, topin_anon, topin_user, topin_staff, topin_worker;
