-- security definer: who may be reached rests on blocks and settings that the author may not read.
create or replace function internal.mention_members(post_in uuid, comment_in uuid, author_in uuid, handles_in text[]) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    reached uuid[] := array(
        select r.user_id from internal.reachable_handles(author_in, post_in, handles_in) r order by r.place);
begin
    delete from public.mentions m
     where m.post_id = post_in and m.comment_id is not distinct from comment_in and m.user_id <> all (reached);
    update public.mentions m set place = r.place - 1
      from unnest(reached) with ordinality r (user_id, place)
     where m.post_id = post_in and m.comment_id is not distinct from comment_in and m.user_id = r.user_id
       and m.place <> r.place - 1;
    insert into public.mentions (post_id, comment_id, user_id, place)
    select post_in, comment_in, r.user_id, r.place - 1 from unnest(reached) with ordinality r (user_id, place)
    on conflict (post_id, comment_id, user_id) do nothing;
    if found then
        perform internal.event_record('members_mentioned', post_in,
            pg_catalog.jsonb_build_object('comment_id', comment_in, 'author_id', author_in));
    end if;
end $$;
comment on function internal.mention_members(uuid, uuid, uuid, text[]) is
    'Makes the mentions of a published post (comment null) or of a comment on it equal to the handles in the text, as far as the author may reach them; new ones are told.';
