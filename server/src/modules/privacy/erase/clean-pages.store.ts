import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const PageRow = Type.Object({
  table: Type.String(),
  bytes: Type.Number(),
  /** Takes away what is dead, and gives empty pages at the end back; nobody waits for it. */
  sweep: Type.String(),
  /** Writes every page anew, those of the indexes too; whoever wants the table waits. */
  rewrite: Type.String(),
})
export type PageRow = Static<typeof PageRow>

/** The named tables as far as this role may maintain them, and the planner's samples, the smallest first. */
export const pagesOf = (tables: readonly string[]): Query => sql`
  select c.oid::regclass::text as table, pg_total_relation_size(c.oid)::double precision as bytes,
         format('vacuum %s', c.oid::regclass) as sweep, format('vacuum (full) %s', c.oid::regclass) as rewrite
    from pg_class c
   where c.relkind = 'r' and has_table_privilege(c.oid, 'maintain')
     and (c.oid = any (array(select to_regclass(t) from unnest(${tables}::text[]) t)) or c.oid = 'pg_catalog.pg_statistic'::regclass)
   order by 2, 1`
/** Who cannot have a table at once comes back another night: nobody queues up behind the waiting. */
export const waitLittle: Query = sql`set lock_timeout = '2s'`
export const waitAsBefore: Query = sql`reset lock_timeout`
