import { type Query, sql } from '../../../base/sql.ts'

export interface Trainee {
  readonly login: string
  readonly name: string
  readonly initials: string
  readonly roles: readonly string[]
  readonly secret_hash: Buffer
  readonly at: string
  readonly until: string
}
/**
 * Somebody who practises, at the first branch of the first invented library, signed in. Only in a practice room, as the
 * owner of its database: nobody in it has a password.
 */
export const admitTrainee = (t: Trainee): Query => sql`
  with place as (
    select l.library_id, b.branch_id from organisation.library l join organisation.branch b on b.library_id = l.library_id
     where l.active order by l.code, b.code limit 1
  ),
  made as (
    insert into organisation.staff (library_id, login, name, initials, password_hash, active)
    select library_id, ${t.login}, ${t.name}, ${t.initials}, 'none', true from place
    returning staff_id, library_id
  ),
  roles as (
    insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at)
    select m.staff_id, m.library_id, r.role, 'library', ${t.at}::timestamptz::date - 1, ${t.at}::timestamptz
      from made m cross join unnest(${t.roles}::text[]) as r(role)
  ),
  signed as (
    insert into organisation.undertaking (staff_id, library_id, version, signed_at)
    select m.staff_id, m.library_id, (select max(version) from organisation.briefing), ${t.at}::timestamptz from made m
  )
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, second_factor_at)
  select ${t.secret_hash}, m.staff_id, m.library_id, p.branch_id, ${t.at}::timestamptz, ${t.until}::timestamptz, ${t.until}::timestamptz, ${t.at}::timestamptz
    from made m cross join place p`

/**
 * Ids and epochs go on where no former day of the room was: what a process remembers by them is never met again with
 * another meaning.
 */
export const goOn = `
do $$
declare
  n bigint := (extract(epoch from clock_timestamp())::bigint - 1700000000) * 1000;
  s record;
begin
  for s in select schemaname, sequencename, last_value from pg_sequences
            where data_type = 'bigint'::regtype and last_value is not null and schemaname not like 'graphile%' loop
    perform setval(format('%I.%I', s.schemaname, s.sequencename), s.last_value + n);
  end loop;
  update organisation.library set epoch = epoch + n;
  perform circulation.make_partitions(current_date);
end $$`
