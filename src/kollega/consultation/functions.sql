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

-- A job forgets who asked and who read questions that have been destroyed, and what somebody was
-- writing there: nobody can come to it any more, and it may say what was destroyed.
create or replace function consultation_forget() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer := 0;
  removed integer;
  unsent uuid[];
begin
  if nullif(current_setting('kollega.account', true), '') is not null then
    return 0;
  end if;
  unsent := array(select d.id from border_draft d
    where d.purpose in ('post', 'edit', 'closing') and d.subject_id is not null
      and not exists (select from consultation_question q where q.id = d.subject_id));
  delete from border_draftfile f where f.draft_id = any (unsent);
  delete from border_secondlook l where l.draft_id = any (unsent);
  delete from border_draft d where d.id = any (unsent);
  get diagnostics removed = row_count;
  gone := gone + removed;
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

-- Whoever may read a question takes it down, at once for everybody: 'now'; 'already' where somebody
-- came before; '' where the caller may not know of it. Answers nothing about where it came from.
create or replace function consultation_take_down(which uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  home uuid;
  is_asker boolean;
  has_read boolean;
  has_left boolean;
  is_asked boolean;
  q consultation_question%rowtype;
begin
  select * into q from consultation_question
    where id = which and collaboration_id = any (mine)
      and (only_municipality_id is null or only_municipality_id = here)
    for no key update;
  if not found or me is null then
    return '';
  end if;
  -- The same as rules.Standing.may_read, which cannot be asked of what is down.
  is_asker := exists (select from consultation_signature s
    where s.question_id = which and s.account_id = me);
  select coalesce(bool_or(r.read_at is not null), false),
         coalesce(bool_or(r.stepped_out_at is not null), false)
    into has_read, has_left
    from consultation_reading r where r.account_id = me and r.question_id = which;
  is_asked := exists (select from consultation_asked a
    join organisation_colleague k on k.id = a.colleague_id
    where a.question_id = which and k.account_id = me and a.asked_at is not null);
  if not is_asker and (
    has_left or q.status = 'withdrawn'
    or (q.kind = 'situation' and not has_read)
    or not (is_asked or (q.audience <> 'chosen' and (q.kind = 'method' or q.status = 'closed')))
  ) then
    return '';
  end if;
  if q.taken_down_at is not null then
    return 'already';
  end if;
  -- A signature may have been forgotten with the one who left: then whoever asked openly, and last
  -- the reporter's own municipality, so that somebody assesses it.
  select s.municipality_id into home from consultation_signature s where s.question_id = which;
  if home is null then
    select k.municipality_id into home from organisation_colleague k where k.id = q.asker_id;
  end if;
  update consultation_question set taken_down_at = at where id = which;
  update consultation_post set taken_down_at = at where question_id = which;
  update consultation_postedit set taken_down_at = at where post_id in
    (select p.id from consultation_post p where p.question_id = which);
  update consultation_closing set taken_down_at = at where question_id = which;
  update consultation_attachment set taken_down_at = at where question_id = which;
  perform border_close('question', which, q.collaboration_id, coalesce(home, here), at);
  return 'now';
end $$;
revoke all on function consultation_take_down(uuid, timestamptz) from public;

-- The one who assesses, or a job, opens it again; false where it was not down or not theirs.
create or replace function consultation_lift(which uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not border_may_assess('question', which) then
    return false;
  end if;
  update consultation_question set taken_down_at = null where id = which;
  update consultation_post set taken_down_at = null where question_id = which;
  update consultation_postedit set taken_down_at = null where post_id in
    (select p.id from consultation_post p where p.question_id = which);
  update consultation_closing set taken_down_at = null where question_id = which;
  update consultation_attachment set taken_down_at = null where question_id = which;
  return border_open('question', which);
end $$;
revoke all on function consultation_lift(uuid) from public;

-- The texts of a question that is down, for the one who assesses it and the one who asked.
create or replace function consultation_down_texts(which uuid)
returns table (part text, kind text, said text, at timestamptz, by_asker boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select each.* from (
    select 'text', 'question', q.text, q.asked_at, true
    from consultation_question q where q.id = which and q.taken_down_at is not null
    union all
    select 'post_' || p.id, p.kind, p.text, p.posted_at, p.kind = 'reply'
    from consultation_post p where p.question_id = which and p.taken_down_at is not null
    union all
    select 'closing', 'closing', c.text, c.closed_at, true
    from consultation_closing c
    where c.question_id = which and c.taken_down_at is not null and c.text <> ''
    union all
    select 'edit_' || e.id, 'edit', e.text, e.replaced_at, false
    from consultation_postedit e join consultation_post p on p.id = e.post_id
    where p.question_id = which and e.taken_down_at is not null
    union all
    select 'file_' || a.id, 'file', concat_ws(E'\n', nullif(a.description, ''), a.text),
      a.added_at, false
    from consultation_attachment a where a.question_id = which
      and a.taken_down_at is not null and a.removed_at is null
  ) as each (part, kind, said, at, by_asker)
  where border_may_assess('question', which) or exists (
    select from consultation_signature s where s.question_id = which
      and s.account_id = nullif(current_setting('kollega.account', true), '')::uuid)
  order by each.part <> 'text', each.kind = 'closing', each.kind = 'edit', each.kind = 'file', each.at
$$;
revoke all on function consultation_down_texts(uuid) from public;

-- The bytes of one of its files, for the one who assesses it.
create or replace function consultation_down_file(which uuid, one uuid)
returns table (kind text, data bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.kind, a.data from consultation_attachment a
  where a.id = one and a.question_id = which and a.taken_down_at is not null
    and border_may_assess('question', which)
$$;
revoke all on function consultation_down_file(uuid, uuid) from public;
