-- security definer: members write neither their handle nor the list of given-up ones themselves.
create or replace function internal.set_handle(handle_in text, interval_in interval) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    wish text := lower(handle_in);
    reason text := internal.handle_refusal(handle_in);
    mine public.profiles;
begin
    -- Locked: of two changes by one member at once the second sees the first.
    select * into mine from public.profiles p where p.user_id = me for update;
    if reason in ('invalid', 'reserved') then
        perform internal.refuse('TP400', case reason
            when 'invalid' then 'A handle has 3 to 30 of a-z, 0-9 and _' else 'This handle is kept for the site itself' end,
            reason, 'handle');
    elsif wish = mine.handle then
        return;
    elsif mine.handle_changed_at > now() - interval_in then
        perform internal.refuse('TPH29', ceil(extract(epoch from mine.handle_changed_at + interval_in - now()))::text);
    elsif reason = 'taken' then
        perform internal.refuse('TP409', 'Somebody else has this handle', 'handle_taken');
    end if;
    -- Whoever takes it this very moment is met by the unique constraint, which refuses alike.
    update public.profiles p
       set handle = wish, handle_is_chosen = true, updated_at = now(),
           handle_changed_at = case when mine.handle_is_chosen then now() else p.handle_changed_at end
     where p.user_id = me;
    delete from public.handle_history h where h.handle = wish; -- the own one, taken back
    if mine.handle_is_chosen then
        insert into public.handle_history (user_id, handle) values (me, mine.handle);
    end if;
    perform internal.event_record('profile_changed', me);
    perform api.audit_record('handle_changed', 'user', me, jsonb_build_object('from', mine.handle, 'to', wish));
end $$;
comment on function internal.set_handle(text, interval) is
    'The viewer''s new handle: checked, written, the old one kept from others and leading here for a time.';
grant execute on function internal.set_handle(text, interval) to topin_user;
