"""The statements of `seals`. Digests and hashes are sha256 over text that anybody can write again.

`{table}` is the log's table. Rows are `r`, their numbers and digests `d`, a seal `s`, the lines
under it `l`. See docs/decisions/seals.md for the text in words.
"""

# ruff: noqa: S608 - every piece is a constant of this file

# A row's columns that hold something, as PostgreSQL writes them as JSON, with the time in
# microseconds since 1970 whatever the session's time zone. A column added later is null in older
# rows and changes no digest.
_DIGEST = (
    "sha256(r.salt || convert_to((jsonb_strip_nulls(to_jsonb(r)) - 'salt'"
    " || jsonb_build_object('at', (extract(epoch from r.at) * 1000000)::bigint))::text, 'UTF8'))"
)
_LINES = (
    "string_agg(concat_ws(' ', d.number, d.row_id, (extract(epoch from d.at) * 1000000)::bigint,"
    " encode(d.digest, 'hex')), E'\\n' order by d.number)"
)
_HASH = (
    "sha256(convert_to(concat_ws(' ', s.municipality_id, s.log, s.number, s.last_row,"
    " (extract(epoch from s.sealed_at) * 1000000)::bigint,"
    " (extract(epoch from s.until) * 1000000)::bigint,"
    " encode(s.before, 'hex')) || E'\\n' || coalesce(l.lines, ''), 'UTF8'))"
)

SEAL_ROWS = f"""
    insert into core_sealedrow (id, municipality_id, log, number, seal_number, row_id, at, digest)
    select gen_random_uuid(), r.municipality_id, %(log)s,
           %(last_row)s + row_number() over (order by r.at, r.id), %(number)s, r.id, r.at, {_DIGEST}
    from {{table}} r
    where r.municipality_id = %(municipality)s and r.at < %(until)s
      and (%(floor)s::timestamptz is null or r.at >= %(floor)s)
"""
SEAL = f"""
    insert into core_seal
        (id, municipality_id, log, number, last_row, sealed_at, until, before, hash)
    select s.*, {_HASH}
    from (select %(id)s::uuid, %(municipality)s::uuid as municipality_id, %(log)s as log,
                 %(number)s as number, %(last_row)s as last_row, %(moment)s as sealed_at,
                 %(until)s as until, %(before)s::bytea as before) s,
         (select {_LINES} as lines from core_sealedrow d
          where d.municipality_id = %(municipality)s and d.log = %(log)s
            and d.number > %(row_before)s) l
"""

# A seal that does not follow on the one before or fit the rows under it; rows without their seal.
BROKEN_SEALS = f"""
    with under as (
        select d.seal_number, count(*) as count, {_LINES} as lines from core_sealedrow d
        where d.municipality_id = %(municipality)s and d.log = %(log)s group by d.seal_number
    ), seal as (
        select *, lag(number, 1, 0) over w as number_before, lag(hash) over w as hash_before,
               lag(last_row, 1, 0::bigint) over w as row_before
        from core_seal where municipality_id = %(municipality)s and log = %(log)s
        window w as (order by number)
    )
    select coalesce(s.number, l.seal_number), null::uuid
    from seal s full join under l on l.seal_number = s.number
    where s.number is null or s.number <> s.number_before + 1
       or s.before <> coalesce(s.hash_before, ''::bytea)
       or s.last_row <> s.row_before + coalesce(l.count, 0) or s.hash <> {_HASH}
    order by 1
"""
REMOVED = """
    select d.number, d.row_id from core_sealedrow d left join {table} r on r.id = d.row_id
    where d.municipality_id = %(municipality)s and d.log = %(log)s and r.id is null
    order by d.number
"""
CHANGED = f"""
    select d.number, d.row_id from core_sealedrow d join {{table}} r on r.id = d.row_id
    where d.municipality_id = %(municipality)s and d.log = %(log)s and d.digest <> {_DIGEST}
    order by d.number
"""
LATE = """
    select null, id from {table} where municipality_id = %(municipality)s and at < %(floor)s
    except
    select null, row_id from core_sealedrow
    where municipality_id = %(municipality)s and log = %(log)s
    order by 2
"""
