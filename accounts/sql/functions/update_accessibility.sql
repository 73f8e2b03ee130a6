create or replace function api.update_accessibility(changes_in jsonb) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update user_settings set accessibility = internal.merge_deep(accessibility, changes_in)
     where user_id = viewer_id();
    return internal.settings_changed('accessibility');
end $$;
comment on function api.update_accessibility(jsonb) is
    'Changes how pages look and behave for the viewer (given fields only, checked by the door); returns all settings.';
grant execute on function api.update_accessibility(jsonb) to topin_user;
