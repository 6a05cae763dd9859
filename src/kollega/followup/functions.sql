-- How many people of the job's municipality asked or wrote between two moments: a number, never who.
-- Answers jobs that count, for the one municipality they act for.
create or replace function followup_users(begins timestamptz, ends timestamptz) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from (
    select s.account_id from consultation_signature s
    join consultation_question q on q.id = s.question_id
    where s.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
      and q.asked_at >= begins and q.asked_at < ends
    union
    select k.account_id from consultation_post p
    join organisation_colleague k on k.id = p.author_id
    where k.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
      and p.posted_at >= begins and p.posted_at < ends
  ) as people
  where nullif(current_setting('kollega.account', true), '') is null
    and 'counter' = any (coalesce(nullif(current_setting('kollega.roles', true), '')::text[], '{}'))
$$;
revoke all on function followup_users(timestamptz, timestamptz) from public;
