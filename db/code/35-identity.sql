-- The patron whom a national number names, as far as the session sees: of the own library first, then of a partner.
create or replace function patrons.patron_of_number(asked bytea) returns bigint
language sql stable security definer set search_path = '' as $$
  select p.patron_id from patrons.person x join patrons.patron p on p.person_id = x.person_id
   where x.number_index = asked and p.library_id = any ((select organisation.scope())::bigint[])
   order by p.library_id <> (select organisation.own_library()), p.patron_id limit 1
$$;

-- A name without accents, signs and capitals: what two clerks would both have written.
create or replace function patrons.plain_name(name text) returns text
language sql stable set search_path = '' as $$
  select btrim(regexp_replace(lower(public.unaccent(name)), '[^a-z0-9]+', ' ', 'g'))
$$;

-- Looks whether a record that was just written and another one of the same person seem to be two people: another family
-- name, another first name, or dates of birth that cannot both be right. It writes what differs, and tells nothing.
create or replace function patrons.note_conflicts(asked bigint, at timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  insert into patrons.identity_conflict (library_id, patron_id, other_id, fields, found_at)
  select mine.library_id, mine.patron_id, other.patron_id, d.fields, at
    from patrons.patron mine
    join patrons.patron other on other.person_id = mine.person_id and other.patron_id <> mine.patron_id
    cross join lateral (select array_remove(array[
      case when patrons.plain_name(mine.family_name) <> patrons.plain_name(other.family_name) then 'family_name' end,
      case when split_part(patrons.plain_name(mine.given_name), ' ', 1) <> split_part(patrons.plain_name(other.given_name), ' ', 1)
           then 'given_name' end,
      case when not starts_with(mine.birth_on, other.birth_on) and not starts_with(other.birth_on, mine.birth_on)
           then 'birth_on' end], null) as fields) d
   where mine.patron_id = asked and mine.library_id = organisation.own_library() and cardinality(d.fields) > 0
     and not exists (select from patrons.identity_conflict k
                      where k.outcome = 'same' and least(k.patron_id, k.other_id) = least(mine.patron_id, other.patron_id)
                        and greatest(k.patron_id, k.other_id) = greatest(mine.patron_id, other.patron_id))
  on conflict do nothing
$$;

-- The conflicts that wait, with both records as far as telling people apart needs. For who works for all libraries only.
create or replace function patrons.open_conflicts(after_id bigint, most integer)
returns table (conflict_id bigint, fields text[], found_at timestamptz, patron_id bigint, library_name text, family_name text,
  given_name text, birth_on text, registered_at timestamptz, other_id bigint, other_library_name text, other_family_name text,
  other_given_name text, other_birth_on text, other_registered_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select k.conflict_id, k.fields, k.found_at, p.patron_id, l.name, p.family_name, p.given_name, p.birth_on, p.registered_at,
         o.patron_id, m.name, o.family_name, o.given_name, o.birth_on, o.registered_at
    from patrons.identity_conflict k
    join patrons.patron p on p.patron_id = k.patron_id join organisation.library l on l.library_id = p.library_id
    join patrons.patron o on o.patron_id = k.other_id join organisation.library m on m.library_id = o.library_id
   -- A record that was merged into another, or whose number was changed, is no part of it any more.
   where organisation.for_consortium() and k.settled_at is null and k.conflict_id > after_id and p.person_id = o.person_id
   order by k.conflict_id limit most
$$;

-- Ends a conflict. `wrong_patron` has the number of somebody else: the tie to the person goes, cards that were read with it
-- open nothing any more, and the library of that record finds a note. Gives 'done', 'gone' or 'other'.
create or replace function patrons.settle_conflict(asked bigint, wrong_patron bigint, note text, at timestamptz, by_staff bigint) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  k patrons.identity_conflict;
begin
  if not organisation.for_consortium() then return 'gone'; end if;
  select * into k from patrons.identity_conflict c where c.conflict_id = asked and c.settled_at is null for update;
  if not found then return 'gone'; end if;
  if wrong_patron is not null and wrong_patron not in (k.patron_id, k.other_id) then return 'other'; end if;
  update patrons.identity_conflict c
     set outcome = case when wrong_patron is null then 'same' else 'wrong_number' end, settled_at = at, settled_by = by_staff
   where c.conflict_id = asked;
  if wrong_patron is null then return 'done'; end if;
  -- With the number gone, other conflicts of this record with the same person are gone too.
  update patrons.identity_conflict c set outcome = 'wrong_number', settled_at = at, settled_by = by_staff
   where c.settled_at is null and wrong_patron in (c.patron_id, c.other_id);
  update patrons.patron p set person_id = null, version = p.version + 1 where p.patron_id = wrong_patron;
  update patrons.card c set state = 'ended', until = (at at time zone 'Europe/Brussels')::date
   where c.patron_id = wrong_patron and c.kind = 'eid' and c.state <> 'ended';
  insert into patrons.note (library_id, patron_id, text, until, made_at)
  select p.library_id, p.patron_id, note, (at at time zone 'Europe/Brussels')::date + 90, at from patrons.patron p where p.patron_id = wrong_patron;
  return 'done';
end $$;

-- Logs who was looked at by somebody who works for all libraries: at the library of each record, where its own officer and
-- the patron can see it. The caller's library is that of the session; nothing is written for anybody else.
create or replace function privacy.log_central(at timestamptz, operation text, purpose text, role text, workstation bigint, staff bigint,
  patron_ids bigint[], outcomes text[], reasons text[], salts bytea[]) returns void
language sql volatile security definer set search_path = '' as $$
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, patron_id,
    reason, salt, personal_hash)
  select coalesce(p.library_id, organisation.own_library()), organisation.own_library(), at, operation, purpose, s.outcome, role, workstation,
         staff, p.patron_id, s.reason, s.salt, sha256(s.salt || convert_to(concat_ws('|', coalesce(p.patron_id, 0), staff), 'UTF8'))
    from unnest(patron_ids, outcomes, reasons, salts) as s(patron_id, outcome, reason, salt)
    left join patrons.patron p on p.patron_id = s.patron_id
   where organisation.for_consortium() or organisation.for_privacy()
$$;
