create or replace function internal.set_media(post_in public.posts, media_in jsonb, field_in text) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    wanted uuid[] := array(
        select (w.medium ->> 'id')::uuid from jsonb_array_elements(media_in) with ordinality w (medium, place) order by w.place);
    was uuid[];
begin
    -- Held lowest id first, as everywhere: of two posts that want one medium the second finds it taken.
    perform from public.post_media m
      where m.user_id = post_in.author_id and (m.id = any (wanted) or m.post_id = post_in.id) order by m.id for no key update;
    was := array(select m.id from public.post_media m where m.post_id = post_in.id order by m.place);
    perform internal.require_attachable(post_in, wanted, field_in);
    if was <> wanted and internal.is_out_for_all(post_in) then
        perform internal.tell_media_audience(array(select m.content_id from public.post_media m where m.id = any (was || wanted)));
    end if;
    update public.post_media m set post_id = null, place = null where m.post_id = post_in.id and m.id <> all (wanted);
    update public.post_media m
       set post_id = post_in.id, place = w.place - 1, alt_text = coalesce(w.medium ->> 'alt_text', m.alt_text)
      from jsonb_array_elements(media_in) with ordinality w (medium, place) where m.id = (w.medium ->> 'id')::uuid;
    update public.posts p set has_media = wanted <> '{}' where p.id = post_in.id and p.has_media <> (wanted <> '{}');
    return was <> wanted;
end $$;
comment on function internal.set_media(posts, jsonb, text) is
    'Gives a post these media [{id, alt_text}] in this order, and takes those that it had from it; an alt text that is not given stays. Refuses what is not the author''s, not ready or in another post. Says whether other media or another order came of it.';
