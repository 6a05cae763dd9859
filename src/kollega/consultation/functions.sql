-- The narrow ways from a question to who asked. Each is the owner's, reads the actor's own
-- settings and answers for one question. Everything else about a signature is closed by its zone.

-- The caller took this question: show the caller, and nobody else, who asked.
create or replace function consultation_reveal(which uuid, row_id uuid, at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  asker uuid;
begin
  select s.colleague_id into asker
  from consultation_signature s
  join consultation_question q on q.id = s.question_id
  join organisation_colleague k on k.id = q.taken_by_id and k.collaboration_id = q.collaboration_id
  where q.id = which and k.account_id = me and q.collaboration_id = any (mine);
  if asker is null then
    return null;
  end if;
  insert into consultation_signatureshown (id, account_id, question_id, colleague_id, shown_at)
  values (row_id, me, which, asker, at)
  on conflict (account_id, question_id) do nothing;
  return asker;
end $$;

-- A job (no account is set) asks whom to tell that something happened to a question.
create or replace function consultation_asker_account(which uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select s.account_id from consultation_signature s
  where s.question_id = which
    and nullif(current_setting('kollega.account', true), '') is null
    and s.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
$$;

revoke all on function consultation_reveal(uuid, uuid, timestamptz) from public;
revoke all on function consultation_asker_account(uuid) from public;

-- A job forgets who asked and who read questions that have been destroyed.
create or replace function consultation_forget() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer := 0;
  removed integer;
begin
  if nullif(current_setting('kollega.account', true), '') is not null then
    return 0;
  end if;
  delete from consultation_signature s
    where not exists (select from consultation_question q where q.id = s.question_id);
  get diagnostics removed = row_count;
  gone := gone + removed;
  delete from consultation_signatureshown s
    where not exists (select from consultation_question q where q.id = s.question_id);
  get diagnostics removed = row_count;
  gone := gone + removed;
  delete from consultation_reading s
    where not exists (select from consultation_question q where q.id = s.question_id);
  get diagnostics removed = row_count;
  gone := gone + removed;
  delete from consultation_baseline s
    where not exists (select from consultation_question q where q.id = s.question_id);
  get diagnostics removed = row_count;
  gone := gone + removed;
  delete from consultation_afterwards s
    where not exists (select from consultation_question q where q.id = s.question_id);
  get diagnostics removed = row_count;
  return gone + removed;
end $$;
revoke all on function consultation_forget() from public;
