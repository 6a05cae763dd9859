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

-- A note goes down and up with the question that it is about: it says what that says.
create or replace function rounds_follow_question(which uuid, at timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  stamp timestamptz := case when border_is_down(which) then at end;
begin
  update rounds_notesection s set taken_down_at = stamp
    from rounds_brought b where b.id = s.brought_id and b.question_id = which;
  update rounds_noteedit e set taken_down_at = stamp
    from rounds_notesection s join rounds_brought b on b.id = s.brought_id
    where s.id = e.section_id and b.question_id = which;
end $$;
revoke all on function rounds_follow_question(uuid, timestamptz) from public;

-- Its texts while it is down, for the one who assesses the question.
drop function if exists rounds_down_texts(uuid);
create or replace function rounds_down_texts(which uuid)
returns table (id uuid, part text, said text, earlier boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select each.id, each.part, each.text, each.earlier from (
    select s.id, s.part, s.text, false as earlier, s.saved_at, s.brought_id
    from rounds_notesection s where s.taken_down_at is not null and s.text <> ''
    union all
    select e.id, s.part, e.text, true, e.saved_at, s.brought_id
    from rounds_noteedit e join rounds_notesection s on s.id = e.section_id
    where e.taken_down_at is not null and e.text <> ''
  ) as each
  join rounds_brought b on b.id = each.brought_id
  where b.question_id = which and border_may_assess('question', which)
  order by each.earlier, each.saved_at
$$;
revoke all on function rounds_down_texts(uuid) from public;
