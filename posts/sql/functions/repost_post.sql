-- security definer: writes what no member may write, and work for the readers of timelines.
create or replace function api.repost_post(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    since timestamptz := internal.change_repost(post_in, 1);
begin
    if since is not null then
        perform internal.begin_fanout(post_in, api.viewer_id(), since);
    elsif not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    elsif not internal.is_repostable(api.viewer_id(), post_in) then
        perform internal.refuse('TP403', 'This post stays with those it was written for.', 'not_repostable');
    end if;
    return internal.post_reposts_json(post_in);
end $$;
comment on function api.repost_post(uuid) is
    'Hands a public post, or a circle''s as its member, on to the viewer''s followers; twice is once. Returns {reposted, reposts}; refuses posts for fewer people and those of private accounts.';
grant execute on function api.repost_post(uuid) to topin_user;
