-- What two have agreed on at a check-in is read by those two alone. A job (no account is set) that destroys
-- an introduction of its municipality may therefore not see it: it says which, and learns how many.
create or replace function introduction_drop_notes(gone uuid) returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
  with dropped as (
    delete from introduction_checkinnote n using introduction_checkin c
    where n.check_in_id = c.id and c.introduction_id = gone
      and n.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
      and nullif(current_setting('kollega.account', true), '') is null
    returning 1
  )
  select count(*)::integer from dropped
$$;
revoke all on function introduction_drop_notes(uuid) from public;
