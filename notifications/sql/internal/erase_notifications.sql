create or replace function internal.erase_notifications(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from public.notification_deliveries where user_id = user_in;
    delete from public.devices where user_id = user_in;
    delete from public.digest_states where user_id = user_in;
    delete from public.notification_actors a using public.notifications n
     where n.id = a.notification_id and n.user_id = user_in;
    delete from public.notifications where user_id = user_in;
    -- What others were told of the member goes where nobody else is left in it.
    with gone as (
        delete from public.notification_actors where actor_id = user_in returning notification_id
    )
    delete from public.notifications n using gone
     where n.id = gone.notification_id
       and not exists (select from public.notification_actors a where a.notification_id = n.id and a.actor_id <> user_in);
end $$;
comment on function internal.erase_notifications(uuid) is 'The part of an erasure that is about notifications: of the member, and about them.';
