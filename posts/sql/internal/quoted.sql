-- security definer: asks the rule of visibility, and what an author may not be told about their circle.
create or replace function internal.quoted(viewer_in uuid, quote_in uuid, depth_in int, out id uuid, out post json)
language plpgsql stable security definer set search_path = ''
as $$
begin
    if not api.can_see_post(viewer_in, quote_in) then
        return;
    end if;
    id := quote_in;
    if depth_in = 0 then
        select q.post into post from internal.posts_json(viewer_in, array[quote_in], null, 1) q;
    end if;
end $$;
comment on function internal.quoted(uuid, uuid, int) is
    'The post that a post quotes as the viewer may see it, else nulls; below depth 0 its id only.';
