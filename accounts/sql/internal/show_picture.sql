-- security definer: the names of pictures are written by this alone; whose they are was decided by the caller.
create or replace function internal.show_picture(user_in uuid, kind_in text, name_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if kind_in = 'avatar' then
        update public.profiles set avatar = name_in, updated_at = now() where user_id = user_in;
    else
        update public.profile_details set banner = name_in where user_id = user_in;
    end if;
end $$;
comment on function internal.show_picture(uuid, text, text) is
    'Makes a decoded picture (the stem of its names, null: none) the avatar or banner of a member.';
grant execute on function internal.show_picture(uuid, text, text) to topin_worker;
