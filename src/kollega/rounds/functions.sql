-- The narrow way from a round to who proposed it: a job (no account is set) asks whom to tell.
create or replace function rounds_convener_account(which uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select c.account_id from rounds_convening c
  where c.round_id = which
    and nullif(current_setting('kollega.account', true), '') is null
    and c.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
$$;
revoke all on function rounds_convener_account(uuid) from public;

-- A job forgets who proposed, and whose calendar had, rounds that have been destroyed.
create or replace function rounds_forget() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer := 0;
  removed integer;
begin
  if nullif(current_setting('kollega.account', true), '') is not null then
    return 0;
  end if;
  delete from rounds_convening c where not exists (select from rounds_round r where r.id = c.round_id);
  get diagnostics removed = row_count;
  gone := gone + removed;
  delete from rounds_calendarsent c where not exists (select from rounds_round r where r.id = c.round_id);
  get diagnostics removed = row_count;
  return gone + removed;
end $$;
revoke all on function rounds_forget() from public;
