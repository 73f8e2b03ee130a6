create or replace function internal.remove_unverified_factors(user_in uuid, older_in timestamptz) returns void
language plpgsql volatile
as $$
begin
    delete from mfa_challenges where factor_id in (
        select id from mfa_factors where user_id = user_in and verified_at is null and created_at < older_in);
    delete from mfa_factors where user_id = user_in and verified_at is null and created_at < older_in;
end $$;
comment on function internal.remove_unverified_factors(uuid, timestamptz) is
    'Drops a member''s factors that were enrolled before then and never proved.';
grant execute on function internal.remove_unverified_factors(uuid, timestamptz) to topin_worker;
