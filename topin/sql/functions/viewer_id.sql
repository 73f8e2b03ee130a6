create or replace function api.viewer_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('topin.user_id', true), '')::uuid $$;
comment on function api.viewer_id() is 'The member this transaction acts for, or null.';
grant execute on function api.viewer_id() to topin_app, topin_anon, topin_user, topin_staff, topin_worker;
