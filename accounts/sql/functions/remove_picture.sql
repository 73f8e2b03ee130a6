-- security definer: a member may take their pictures away, but name no files; both are rows of the viewer.
create or replace function api.remove_picture(kind_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform from public.profiles where user_id = api.viewer_id() for no key update;
    perform internal.show_picture(api.viewer_id(), kind_in, null);
    perform internal.drop_pictures(api.viewer_id(), kind_in, 'removed');
    perform internal.event_record('profile_changed', api.viewer_id());
end $$;
comment on function api.remove_picture(text) is
    'Takes the viewer''s avatar or banner away, and with it those on their way to be decoded.';
grant execute on function api.remove_picture(text) to topin_user;
