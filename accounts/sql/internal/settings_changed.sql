create or replace function internal.settings_changed(section_in text) returns json
language plpgsql volatile
as $$
begin
    -- clock_timestamp: writers wait for each other, and the later one shows the later time.
    update public.user_settings set updated_at = clock_timestamp() where user_id = api.viewer_id();
    perform internal.event_record('settings_changed', api.viewer_id(), jsonb_build_object('section', section_in));
    return internal.settings_json(api.viewer_id());
end $$;
comment on function internal.settings_changed(text) is 'The end of every change of the viewer''s settings: its time, its event, and all settings.';
grant execute on function internal.settings_changed(text) to topin_user;
