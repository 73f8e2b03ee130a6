-- security definer: removes rows that their members remove by deeds alone.
create or replace function api.remove_unattached_media(unused_in interval, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
begin
    return internal.remove_media(array(
        select m.id from public.post_media m
         where m.post_id is null and m.message_id is null and m.created_at < pg_catalog.now() - unused_in
         order by m.created_at limit limit_in for update of m skip locked));
end $$;
comment on function api.remove_unattached_media(interval, int) is
    'Removes media that were asked for longer ago than unused_in and are in no post or message, whatever their state; returns how many.';
grant execute on function api.remove_unattached_media(interval, int) to topin_worker;
