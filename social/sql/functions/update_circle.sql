-- security definer: circles are written by functions only.
create or replace function api.update_circle(circle_in text, changes_in jsonb) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    circle public.circles := internal.lock_circle(internal.find_circle(circle_in));
    changed public.circles := jsonb_populate_record(circle, changes_in - array['id', 'avatar', 'members_count', 'created_at', 'closed_at']);
begin
    perform internal.require_circle_role(circle.id, 'owner');
    if changed.member_limit < circle.members_count then
        perform internal.refuse('TP400', format('The circle has %s members already.', circle.members_count), 'member_limit', 'member_limit');
    end if;
    if changed.slug <> circle.slug then
        perform internal.refuse_slug_taken(changed.slug, circle.id);
    end if;
    if changed <> circle then
        update public.circles set name = changed.name, slug = changed.slug, description = changed.description,
               visibility = changed.visibility, join_policy = changed.join_policy, member_limit = changed.member_limit
         where id = circle.id;
        perform internal.event_record('circle_changed', circle.id);
    end if;
    return api.get_circle(circle.id::text);
end $$;
comment on function api.update_circle(text, jsonb) is
    'Changes the given fields of a circle that the viewer owns (checked by the door) and returns it. The limit never falls below the members there are.';
grant execute on function api.update_circle(text, jsonb) to topin_user;
