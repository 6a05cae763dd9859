-- A job forgets passages of the municipality that it acts for, when their texts are destroyed. Nobody
-- at work can: a passage is added and read by its author alone, and is never changed.
create or replace function border_forget(passages uuid[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  gone integer;
  noted integer;
begin
  if nullif(current_setting('kollega.account', true), '') is not null or here is null then
    return 0;
  end if;
  delete from border_owndocument where municipality_id = here and passage_id = any (passages);
  get diagnostics noted = row_count;
  delete from border_passage where municipality_id = here and id = any (passages);
  get diagnostics gone = row_count;
  return gone + noted;
end $$;
revoke all on function border_forget(uuid[]) from public;

-- A job forgets passages of its municipality whose text is nowhere any more: replaced by its author, or
-- destroyed with the whole question. What is only closed for a while is still there, and asked past
-- the policies, so that it is not forgotten. A passage's text lies in whichever table names it.
create or replace function border_forget_gone() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[];
  there uuid[];
  holder name;
begin
  if nullif(current_setting('kollega.account', true), '') is not null or here is null then
    return 0;
  end if;
  mine := array(select id from border_passage where municipality_id = here
                union select passage_id from border_owndocument where municipality_id = here);
  for holder in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'passage_id' and c.table_name not in
      ('border_owndocument', 'border_heldpassage', 'public_documents_chosen', 'public_documents_hold')
  loop
    execute format('select array(select distinct passage_id from %I where passage_id = any ($1))', holder)
      into there using mine;
    mine := array(select unnest(mine) except select unnest(there));
  end loop;
  return border_forget(mine);
end $$;
revoke all on function border_forget_gone() from public;

-- Whoever assesses has replaced a text by another of her own clearing, or removed it: the municipality
-- that wrote it, whichever that is, has the new words in its list of own documents, and not the old.
create or replace function border_replace_document(old uuid, new uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  words bigint[];
begin
  -- Whoever has no role at all has none of these: a comparison with null would let her through.
  if not coalesce(array['manager', 'administrator']
      && nullif(current_setting('kollega.roles', true), '')::text[], false) then
    return;
  end if;
  if new is not null then
    if not exists (select from border_passage p where p.id = new
        and p.account_id = nullif(current_setting('kollega.account', true), '')::uuid) then
      return;
    end if;
    delete from border_owndocument where passage_id = new returning terms into words;
  end if;
  if words is null then
    delete from border_owndocument where passage_id = old;
  else
    update border_owndocument set passage_id = new, terms = words where passage_id = old;
  end if;
end $$;
revoke all on function border_replace_document(uuid, uuid) from public;

-- Which of the municipality's own texts are taken down now, or were replaced when they had been: for the
-- registrar, who may have copies of them in a request.
create or replace function border_recalled(passages uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  asked uuid[];
  found_here uuid[];
  recalled uuid[];
  holder name;
begin
  if not coalesce(array['registrar']
      && nullif(current_setting('kollega.roles', true), '')::text[], false) then
    return '{}';
  end if;
  recalled := array(select object_id from core_shareddestroyed
    where kind = 'replaced_text' and object_id = any (passages));
  asked := array(select passage_id from border_owndocument
    where municipality_id = here and passage_id = any (passages));
  for holder in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'taken_down_at'
  loop
    execute format('select array(select passage_id from %I where taken_down_at is not null'
                   ' and passage_id = any ($1))', holder) into found_here using asked;
    recalled := recalled || found_here;
  end loop;
  return recalled;
end $$;
revoke all on function border_recalled(uuid[]) from public;

-- What is taken down, wherever it lies. A room's own function closes its rows and calls
-- border_close; the assessing municipality's row is what says that the thing is down.

-- Runs with the rights of the room's function that calls it; alone it can do nothing across a border.
create or replace function border_close(what text, which uuid, scope uuid, home uuid, at timestamptz)
returns void language plpgsql volatile set search_path = public, pg_temp as $$
begin
  insert into border_takendown (id, municipality_id, collaboration_id, kind, subject_id, at)
  values (gen_random_uuid(), home, scope, what, which, at);
  update core_notice set status = 'read', read_at = at
    where subject_id = which and status = 'waiting';
end $$;

-- The same the other way; false where it was not down.
create or replace function border_open(what text, which uuid)
returns boolean language plpgsql volatile set search_path = public, pg_temp as $$
begin
  delete from border_takendown d where d.kind = what and d.subject_id = which;
  return found;
end $$;

-- Whether the caller may handle something that is down: whoever assesses it in the municipality it
-- came from, and jobs (they have no account) of its collaboration.
create or replace function border_may_assess(what text, which uuid)
returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (
    select from border_takendown d where d.kind = what and d.subject_id = which and case
      when nullif(current_setting('kollega.account', true), '') is null then
        d.collaboration_id
          = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
      else
        d.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
        and array['manager', 'administrator']
          && nullif(current_setting('kollega.roles', true), '')::text[]
      end)
$$;

-- Is it down? Told to anybody who has the id: nothing but that.
create or replace function border_is_down(which uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from border_takendown d where d.subject_id = which)
$$;
revoke all on function border_is_down(uuid) from public;

-- A notice that was on its way when the thing was taken down is cleared by a job afterwards.
create or replace function border_clear_notices(which uuid, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update core_notice n set status = 'read', read_at = at
  where n.subject_id = which and n.status = 'waiting'
    and exists (select from border_takendown d where d.subject_id = which)
$$;
revoke all on function border_clear_notices(uuid, timestamptz) from public;

-- A row that several municipalities read never rests on a passage that was looked over for one alone,
-- whether it is added so or opened to the others later.
create or replace function border_home_stays() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.only_municipality_id is null
      and exists (select from border_passage p where p.id = new.passage_id and p.stays_home) then
    raise exception 'a text looked over for one municipality alone is not shared'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function border_home_stays() from public;

do $$
declare
  holder name;
begin
  for holder in
    select table_name from information_schema.columns where table_schema = 'public'
      and column_name in ('passage_id', 'only_municipality_id')
    group by table_name having count(*) = 2
  loop
    execute format('create or replace trigger border_home_stays before insert or update of'
                   ' passage_id, only_municipality_id on %I'
                   ' for each row execute function border_home_stays()', holder);
  end loop;
end $$;
