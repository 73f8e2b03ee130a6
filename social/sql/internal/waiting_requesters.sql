create or replace function internal.waiting_requesters(user_in uuid, up_to_in timestamptz) returns setof uuid
language sql stable
as $$
    select r.requester_id
      from public.follow_requests r
     where r.target_id = user_in and r.created_at <= up_to_in
       -- An opened account is followed by the suspended too, once they are back; nobody approves whom they cannot see.
       and (up_to_in = 'infinity' or not exists (
            select from public.profiles p where p.user_id = r.requester_id and p.is_hidden))
       and r.requester_id <> all (array(select internal.hidden_from(user_in)))
     order by r.created_at, r.requester_id
$$;
comment on function internal.waiting_requesters(uuid, timestamptz) is
    'Who asked to follow a member up to a moment and may be answered, oldest first; infinity: an account that opened.';
