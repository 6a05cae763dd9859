-- A job forgets passages of the municipality that it acts for, when their texts are destroyed. Nobody
-- at work can: a passage is added and read by its author alone, and is never changed.
create or replace function border_forget(passages uuid[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  gone integer;
begin
  if nullif(current_setting('kollega.account', true), '') is not null or here is null then
    return 0;
  end if;
  delete from border_owndocument where municipality_id = here and passage_id = any (passages);
  delete from border_passage where municipality_id = here and id = any (passages);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function border_forget(uuid[]) from public;
