-- security definer: members do not write comments; their mentions change along.
create or replace function api.update_comment(comment_in uuid, text_in text, handles_in text[]) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    old public.comments;
    wanted text[];
begin
    if not internal.can_see_comment(me, comment_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    select * into old from public.comments c
     where c.id = comment_in and c.deleted_at is null for no key update;
    if not found then  -- deleted in between
        perform internal.refuse('TP404', 'There is nothing here');
    elsif old.author_id <> me then
        perform internal.refuse('TP403', 'Only its author can edit a comment.');
    end if;
    if old.text <> text_in then
        -- Whom it names without writing it stays named: see create_comment.
        wanted := array(select h from unnest(old.handles) h where pg_catalog.strpos(lower(old.text), h) = 0
                           and h <> all (handles_in)) || handles_in;
        update public.comments c set text = text_in, handles = wanted, edited_at = now() where c.id = comment_in;
        perform internal.event_record('comment_edited', comment_in, pg_catalog.jsonb_build_object('post_id', old.post_id));
        perform internal.mention_members(old.post_id, comment_in, me, wanted);
    end if;
    return internal.comment_json(comment_in);
end $$;
comment on function api.update_comment(uuid, text, text[]) is
    'Gives an own comment another text, with the handles found in it, and returns it; refuses others'' comments and what is gone.';
grant execute on function api.update_comment(uuid, text, text[]) to topin_user;
