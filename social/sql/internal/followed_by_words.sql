create or replace function internal.followed_by_words(viewer_in uuid, suggested_in uuid, via_in uuid, others_in int) returns text
language plpgsql stable
as $$
declare
    name text;
begin
    select p.display_name into name from public.profiles p
     where p.user_id = via_in and api.is_following(viewer_in, via_in) and api.is_following(via_in, suggested_in)
       and api.can_view_profile(viewer_in, via_in)
       and not exists (select from public.mutes m where m.muter_id = viewer_in and m.muted_id = via_in);
    return case
        when name is null and others_in = 0 then null
        when name is null then 'Followed by people you follow'
        when others_in = 0 then format('Followed by %s', name)
        when others_in = 1 then format('Followed by %s and 1 other you follow', name)
        else format('Followed by %s and %s others you follow', name, others_in)
    end;
end $$;
comment on function internal.followed_by_words(uuid, uuid, uuid, int) is
    'Through whom a member is suggested; names only whom the viewer still follows, may see and did not mute.';
