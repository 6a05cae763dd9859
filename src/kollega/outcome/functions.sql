-- The narrow ways to rows that only an asker may read. Each answers a transaction without an account,
-- that is a job or the signed link, with ids alone; what a row says is read acting for its owner.

-- Who asked a question in the job's collaboration: to plan the asker's own follow-ups.
create or replace function outcome_asker(which uuid) returns table (municipality uuid, account uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.municipality_id, s.account_id from consultation_signature s
  where s.question_id = which
    and nullif(current_setting('kollega.account', true), '') is null
    and s.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
$$;
revoke all on function outcome_asker(uuid) from public;

-- Whose one follow-up is, for the link that was sent to its owner.
create or replace function outcome_owner(which uuid)
returns table (municipality uuid, account uuid, collaboration uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.municipality_id, f.account_id, f.collaboration_id from outcome_followup f
  where f.id = which and nullif(current_setting('kollega.account', true), '') is null
$$;
revoke all on function outcome_owner(uuid) from public;

-- What is to be asked or reminded of on a day. What was passed over for a month is let be.
create or replace function outcome_due(day date, again date)
returns table (what text, id uuid, municipality uuid, account uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'ask', f.id, f.municipality_id, f.account_id from outcome_followup f
  where not f.is_quiet and f.due_on <= day and (f.asked_on is null or f.asked_on <= again)
    and coalesce(f.asked_on, f.due_on) > day - 30
    and nullif(current_setting('kollega.account', true), '') is null
  union all
  select 'tell', t.id, t.municipality_id, t.account_id from outcome_told t
  where t.state = 'will' and t.reminded_on is null and t.tell_on <= day
    and t.tell_on > day - 30
    and nullif(current_setting('kollega.account', true), '') is null
  order by 2
$$;
revoke all on function outcome_due(date, date) from public;

-- A job forgets everything that was kept about questions that have been destroyed, or whose text has
-- been emptied by the asker's municipality (its passage is then nobody's).
create or replace function outcome_forget() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer := 0;
  removed integer;
  kept text;
  nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if nullif(current_setting('kollega.account', true), '') is not null then
    return 0;
  end if;
  foreach kept in array array['outcome_told', 'outcome_safecontact', 'outcome_sheet',
                              'outcome_ownwords', 'outcome_followup'] loop
    execute format('delete from %I r where not exists '
                   '(select from consultation_question q'
                   ' where q.id = r.question_id and q.passage_id <> $1)', kept) using nobodys;
    get diagnostics removed = row_count;
    gone := gone + removed;
  end loop;
  delete from border_draft d where d.purpose like 'outcome.%'
    and not exists (select from consultation_question q where q.id = d.subject_id
                    and q.passage_id <> nobodys);
  get diagnostics removed = row_count;
  gone := gone + removed;
  -- Nothing may be told of what is not there: the notice would lead nowhere.
  delete from core_notice n where n.kind like 'outcome.%'
    and not exists (select from outcome_followup f where f.id = n.subject_id)
    and not exists (select from consultation_question q where q.id = n.subject_id);
  get diagnostics removed = row_count;
  return gone + removed;
end $$;
revoke all on function outcome_forget() from public;

-- What was told afterwards goes down and up with its question: it says what that says.
create or replace function outcome_follow_question(which uuid, at timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if border_is_down(which) then
    update outcome_sequel set taken_down_at = at where question_id = which;
  else
    update outcome_sequel set taken_down_at = null where question_id = which;
  end if;
end $$;
revoke all on function outcome_follow_question(uuid, timestamptz) from public;

-- Its text while it is down, for the one who assesses the question.
create or replace function outcome_down_texts(which uuid) returns table (id uuid, said text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.text from outcome_sequel a
  where a.question_id = which and a.taken_down_at is not null
    and border_may_assess('question', which)
  order by a.posted_at
$$;
revoke all on function outcome_down_texts(uuid) from public;
