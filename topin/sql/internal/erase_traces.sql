create or replace function internal.erase_traces(things_in uuid[]) returns void
language plpgsql volatile
as $$
begin
    -- Who did what to which id stays as it was: without the rows that ids named they name nobody.
    update public.audit_log set data = internal.only_ids(data), request_id = ''
     where actor_id = any (things_in) or subject_id = any (things_in);
    update public.event_deliveries d set last_error = ''
      from public.events e
     where e.id = d.event_id and d.last_error <> '' and (e.actor_id = any (things_in) or e.subject_id = any (things_in));
    -- Readers that are late still find the ids they go by, and the files that they have to delete: those are
    -- named by us and say nothing of anybody.
    update public.events set data = internal.only_ids(data), request_id = ''
     where (actor_id = any (things_in) or subject_id = any (things_in))
       and kind <> all ('{document_removed,picture_files_outdated}');
    delete from public.idempotency_keys where user_id = any (things_in);
    delete from public.user_events where user_id = any (things_in);
    delete from public.user_streams where user_id = any (things_in);
    delete from public.django_admin_log where user_id = any (things_in);
    update public.django_admin_log set object_repr = '', change_message = '' where object_id = any (things_in::text[]);
end $$;
comment on function internal.erase_traces(uuid[]) is
    'The part of an erasure that is about the ground floor: logs, events, streams and stored answers about these ids (the member''s first).';
