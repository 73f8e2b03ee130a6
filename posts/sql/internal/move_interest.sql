-- security definer: interests are written through here alone, for members who let us.
create or replace function internal.move_interest(user_in uuid, post_in uuid, weight_in double precision, direction_in int) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    about record;
begin
    if not internal.hold_personalised(user_in) then
        return;
    end if;
    select f.embedding, f.model, coalesce(f.topics, p.tags) as topics into about
      from public.posts p left join public.post_features f on f.post_id = p.id
     where p.id = post_in and p.author_id <> user_in;  -- what somebody thinks of their own posts says nothing
    if not found then
        return;
    end if;
    if about.embedding is not null then
        perform internal.move_interest_vector(user_in, about.embedding, about.model, weight_in, direction_in);
    end if;
    perform internal.move_interest_topics(user_in, about.topics, weight_in, direction_in);
end $$;
comment on function internal.move_interest(uuid, uuid, double precision, int) is
    'Moves what is known of a member''s interests towards a post (weight above zero) or away from it; with direction -1 such a move is taken back. Nothing for who switched personalised off.';
