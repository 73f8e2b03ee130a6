create or replace function internal.is_document_kept(document_in documents, decided_in interval, unused_in interval) returns boolean
language sql stable
as $$
    select coalesce(
        (select bool_or(r.status = 'pending' or r.decided_at > now() - decided_in)
           from public.verification_requests r where r.document_id = document_in.id),
        document_in.created_at > now() - unused_in)
$$;
comment on function internal.is_document_kept(documents, interval, interval) is
    'Whether a proof is still needed: by an open request, by one decided lately, or because it was handed in just now.';
grant execute on function internal.is_document_kept(documents, interval, interval) to topin_worker;
