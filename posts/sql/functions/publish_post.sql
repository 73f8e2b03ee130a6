-- security definer: posts are changed by deeds alone.
create or replace function api.publish_post(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts := internal.own_post(post_in);
begin
    if mine.status = 'published' then
        perform internal.refuse('TP409', 'This post is published already.', 'already_published');
    elsif mine.circle_id is not null then
        perform internal.hold_membership(mine.circle_id);
    end if;
    if not internal.is_quotable(mine.author_id, mine.quote_id, mine.circle_id) then
        mine.quote_id := null;  -- as internal.publish_post will have it
    end if;
    perform internal.require_content(mine);
    perform internal.publish_post(post_in, mine.author_id);
    return internal.post_json(post_in);
end $$;
comment on function api.publish_post(uuid) is
    'Publishes a draft or scheduled post of the viewer now and returns it; refuses what is published, says nothing, or is for a circle they left.';
grant execute on function api.publish_post(uuid) to topin_user;
