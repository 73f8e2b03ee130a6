create or replace function internal.verification_json(request_in public.verification_requests) returns json
language sql stable
as $$
    select json_build_object('id', request_in.id, 'status', request_in.status, 'reason', request_in.reason,
        'category', request_in.category, 'created_at', internal.rfc3339(request_in.created_at),
        'decided_at', internal.rfc3339(request_in.decided_at))
$$;
comment on function internal.verification_json(verification_requests) is 'A request for the blue tick as its member sees it.';
grant execute on function internal.verification_json(verification_requests) to topin_user;
