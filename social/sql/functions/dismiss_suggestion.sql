create or replace function api.dismiss_suggestion(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    if user_in = viewer_id() then
        perform internal.refuse('TP400', 'You are never suggested to yourself.', 'invalid', 'user_id');
    elsif not profile_exists_for(viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    insert into dismissed_suggestions (user_id, dismissed_id) values (viewer_id(), user_in)
        on conflict (user_id, dismissed_id) do nothing;
end $$;
comment on function api.dismiss_suggestion(uuid) is
    'Suggests a member to the viewer never again. Nobody is told, hence no event.';
grant execute on function api.dismiss_suggestion(uuid) to topin_user;
