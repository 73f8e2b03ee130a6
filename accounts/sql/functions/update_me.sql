create or replace function api.update_me(changes_in jsonb) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update profiles set display_name = coalesce(changes_in ->> 'display_name', display_name), updated_at = now()
     where user_id = viewer_id();
    update profile_details
       set bio = coalesce(changes_in ->> 'bio', bio),
           location = coalesce(changes_in ->> 'location', location),
           website = coalesce(changes_in ->> 'website', website),
           pronouns = coalesce(changes_in ->> 'pronouns', pronouns),
           birthday = case when changes_in ? 'birthday' then (changes_in ->> 'birthday')::date else birthday end
     where user_id = viewer_id();
    if changes_in <> '{}' then
        perform internal.event_record('profile_changed', viewer_id());
    end if;
    return api.get_me();
end $$;
comment on function api.update_me(jsonb) is 'Changes the given fields of the viewer''s own profile (checked by the door) and returns Me.';
grant execute on function api.update_me(jsonb) to topin_user;
