import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Tables whose rows the database takes along with the record of a patron. */
export const withPatron: Query = sql`
  select distinct c.conrelid::regclass::text as "table" from pg_constraint c
   where c.contype = 'f' and c.confdeltype = 'c' and c.confrelid = 'patrons.patron'::regclass`
export const TableRow = Type.Object({ table: Type.String() })

/** The last migration that landed: which schema this is, and since when. */
export const schemaName: Query = sql`
  select name, (at at time zone 'Europe/Brussels')::date as since from public.kaft_migration where name <> 'code' order by name desc limit 1`
export const NameRow = Type.Object({ name: Type.String(), since: Day })
