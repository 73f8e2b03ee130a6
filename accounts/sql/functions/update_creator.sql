create or replace function api.update_creator(changes_in jsonb) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update profiles set is_creator = coalesce((changes_in ->> 'is_creator')::boolean, is_creator), updated_at = now()
     where user_id = viewer_id();
    return internal.settings_changed('creator');
end $$;
comment on function api.update_creator(jsonb) is 'Makes the viewer a creator, or not any more; returns all settings.';
grant execute on function api.update_creator(jsonb) to topin_user;
