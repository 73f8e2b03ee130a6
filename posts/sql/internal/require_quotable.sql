create or replace function internal.require_quotable(quote_in uuid, circle_in uuid) returns void
language plpgsql stable
as $$
begin
    if not api.can_see_post(api.viewer_id(), quote_in) then
        perform internal.refuse('TP400', 'There is no such post.', 'not_found', 'quote_id');
    elsif not internal.is_quotable(api.viewer_id(), quote_in, circle_in) then
        perform internal.refuse('TP403', 'This post cannot be quoted here.', 'not_repostable');
    end if;
end $$;
comment on function internal.require_quotable(uuid, uuid) is
    'Refuses a quote that the viewer may not make: 400 where they see no such post, 403 where it may not be handed on there.';
