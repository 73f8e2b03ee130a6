create or replace function internal.alone_text(kind_in text, subject_in uuid) returns text
language sql stable
as $$
    select case kind_in
        when 'verification_outcome' then coalesce((
            select case r.status when 'approved' then 'Your profile has the blue tick now'
                                 else 'Your request for the blue tick was refused' end
              from public.verification_requests r where r.id = subject_in), 'Your request for the blue tick was decided')
        when 'poll_closed' then internal.poll_text(subject_in)
        when 'new_sign_in' then 'Your account was signed in to from a new device'
        else 'There is news from TOPiN' end
$$;
comment on function internal.alone_text(text, uuid) is 'A notification that names nobody, in one English sentence (as internal.notification_text).';
grant execute on function internal.alone_text(text, uuid) to topin_user;
