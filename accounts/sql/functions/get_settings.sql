create or replace function api.get_settings() returns json
language sql stable
as $$ select internal.settings_json(viewer_id()) $$;
comment on function api.get_settings() is 'All settings of the viewer: privacy, notifications, accessibility, creator.';
grant execute on function api.get_settings() to topin_user;
