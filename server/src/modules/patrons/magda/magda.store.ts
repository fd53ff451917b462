import { Day, Id, MagdaOutcome, Nullable, RegisterField } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'
import type { Source } from '../fields.rules.ts'
import type { Kept, Residence } from './magda.rules.ts'

/** What has to be known before anything is asked. */
export const Subject = Type.Object({
  patron_id: Id,
  library_id: Id,
  member_until: Nullable(Day),
  ended: Type.Boolean(),
  magda_until: Nullable(Day),
  number_cipher: Nullable(Type.String()),
  reference: Nullable(Type.String()),
  fields: Nullable(Type.Array(RegisterField)),
  until_on: Nullable(Day),
  restricted: Type.Boolean(),
})
export type Subject = Static<typeof Subject>
export const subjectQuery = (patron_id: string, today: string): Query => sql`
  select p.patron_id, p.library_id, p.member_until, p.deceased or p.merged_into is not null as ended, p.magda_until,
         patrons.number_of(p.patron_id) as number_cipher, a.reference, a.fields, a.until_on,
         ${restrictedFor('exchange')} as restricted
    from patrons.patron p
    left join patrons.magda_authorisation a on a.library_id = p.library_id and a.ended_at is null
     and ${today}::date between a.from_on and a.until_on
   where p.patron_id = ${patron_id}`

export interface NewConsultation {
  readonly library_id: string
  readonly patron_id: string
  readonly index: string
  readonly staff_id: string | null
  readonly authorisation: string
  readonly service: string
  readonly reference: string
  readonly at: string
}
/** Written before the question leaves: what was asked is known, also when nobody ever answers. */
export const openConsultation = (c: NewConsultation): Query => sql`
  insert into patrons.magda_consultation (library_id, patron_id, number_index, staff_id, authorisation, purpose, service, reference, asked_at)
  values (${c.library_id}, ${c.patron_id}, ${Buffer.from(c.index)}, ${c.staff_id}, ${c.authorisation}, 'administration',
          ${c.service}, ${c.reference}, ${c.at})`

export const closeConsultation = (library_id: string, reference: string, kept: Kept): Query => sql`
  update patrons.magda_consultation
     set outcome = ${kept.outcome}, codes = ${kept.codes}::text[], dropped = ${kept.dropped}, deceased = ${kept.deceased},
         replaced = ${kept.replaced_by !== null}
   where library_id = ${library_id} and consultation_id = (select max(consultation_id) from patrons.magda_consultation
          where library_id = ${library_id} and reference = ${reference} and outcome = 'unanswered')`

export const Closed = Type.Object({
  outcome: MagdaOutcome,
  replaced: Type.Boolean(),
  deceased: Type.Boolean(),
})
export const consultationQuery = (library_id: string, reference: string): Query => sql`
  select outcome, replaced, deceased from patrons.magda_consultation
   where library_id = ${library_id} and reference = ${reference} order by consultation_id desc limit 1`

export const Home = Type.Object({
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
})
/** Locks the record that the answer is about, and says where the person lives as far as we know. */
export const lockHome = (patron_id: string): Query =>
  sql`select street, postcode, municipality from patrons.patron where patron_id = ${patron_id} for no key update`

/** The register's address, with where it came from; the one of before is kept beside the record. */
export const moveTo = (patron_id: string, to: Residence, source: Source): Query[] => [
  sql`insert into patrons.former_residence (library_id, patron_id, street, postcode, municipality, source, replaced_at)
      select library_id, patron_id, street, postcode, municipality, coalesce(provenance -> 'street', '{}'), ${source.at}
        from patrons.patron where patron_id = ${patron_id} and street is not null`,
  sql`update patrons.patron
         set street = ${to.street}, postcode = ${to.postcode}, municipality = ${to.municipality}, version = version + 1,
             provenance = provenance || ${JSON.stringify({ street: source, postcode: source, municipality: source })}::jsonb
       where patron_id = ${patron_id}`,
]
export const markAsked = (patron_id: string, at: string, is_protected: boolean | null): Query =>
  sql`update patrons.patron set magda_asked_at = ${at}, address_protected = coalesce(${is_protected}, address_protected)
       where patron_id = ${patron_id}`
export const markRegistered = (patron_id: string, until: string | null): Query =>
  sql`update patrons.patron set magda_until = ${until}::date where patron_id = ${patron_id}`
export const addNotice = (patron_id: string, kind: 'deceased' | 'two_records', at: string): Query =>
  sql`insert into patrons.register_notice (library_id, patron_id, kind, noted_at)
      select library_id, patron_id, ${kind}, ${at} from patrons.patron where patron_id = ${patron_id}
      on conflict (library_id, patron_id, kind) do nothing`

export const Holder = Type.Object({ person_id: Id, holder: Nullable(Id) })
/** The identity behind the new number, made when it is new, and who here has it already. */
export const personOf = (index: string, cipher: string, at: string): Query => sql`
  with x as materialized (select patrons.person_of(${Buffer.from(index)}, ${cipher}, ${at}) as person_id)
  select x.person_id, (select p.patron_id from patrons.patron p
     where p.library_id = (select organisation.own_library()) and p.person_id = x.person_id) as holder from x`
export const renumber = (patron_id: string, person_id: string): Query =>
  sql`update patrons.patron set person_id = ${person_id}, version = version + 1 where patron_id = ${patron_id}`
