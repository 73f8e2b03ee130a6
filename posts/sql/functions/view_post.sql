-- security definer: interests are written by functions alone.
create or replace function api.view_post(post_in uuid, viewer_hash_in text, is_long_in boolean) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    counted boolean;
begin
    -- Before anything else of the member's, as everywhere; none of visitors.
    if is_long_in then
        perform internal.hold_personalised(api.viewer_id());
    end if;
    counted := api.increment_post_views(post_in, viewer_hash_in);  -- refuses what the viewer does not see
    -- At once and without an event: nowhere is written who read what for how long.
    if is_long_in and api.viewer_id() is not null then
        perform internal.note_interest(api.viewer_id(), post_in, 'view');
    end if;
    return counted;
end $$;
comment on function api.view_post(uuid, text, boolean) is
    'As increment_post_views; a long look moves a member''s interests besides, each time.';
grant execute on function api.view_post(uuid, text, boolean) to topin_anon, topin_user;
