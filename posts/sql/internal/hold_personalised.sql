-- security definer: the feed engine asks it for any member.
create or replace function internal.hold_personalised(user_in uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    is_personalised boolean;
begin
    -- Not an update of its key, but of the row: whoever switches it off waits for us and then finds what we wrote, or
    -- has committed and we see it. Held where it is off too: whoever went on to the feed without would be in the way of who
    -- switches it on and off again.
    select s.personalised into is_personalised from public.user_settings s where s.user_id = user_in for share;
    return coalesce(is_personalised, false);
end $$;
comment on function internal.hold_personalised(uuid) is
    'As is_personalised, until the commit: to be asked first by whatever writes down what a member''s doings say of them.';
