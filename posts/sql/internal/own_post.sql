-- security definer: locks a row that members change by deeds alone.
create or replace function internal.own_post(post_in uuid) returns public.posts
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts;
begin
    select * into mine from public.posts p
     where p.id = post_in and p.author_id = api.viewer_id() for no key update;
    if not found and api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse('TP403', 'Only its author can do this.');
    elsif mine.id is null or mine.deleted_at is not null then  -- held, so nobody restores it meanwhile
        perform internal.refuse_post(post_in);
    end if;
    return mine;
end $$;
comment on function internal.own_post(uuid) is
    'The viewer''s own post, locked for a deed until the commit; refuses other people''s (403, unseen ones 404) and what is gone.';
