import type { Client } from '../client.ts'

/**
 * The schema as text in a stable order, for `db/schema.sql`: made from the catalogue, since the embedded server
 * brings no pg_dump. It is there to be read and compared, not to be run. The partitions of months are left out,
 * since they depend on the day.
 */
export async function dumpSchema(client: Client): Promise<string> {
  const parts: string[] = [
    '-- The schema as it stands after all migrations. Printed by `npm run kaft -- schema`; not to be edited.',
  ]
  await client.query("set search_path = 'pg_catalog'")
  try {
    for (const query of [
      extensions,
      schemas,
      domains,
      sequences,
      tables,
      views,
      functions,
      triggers,
      searches,
    ]) {
      const { rows } = await client.query<{ text: string }>(query)
      parts.push(...rows.map(r => r.text.trimEnd()))
    }
  } finally {
    await client.query('reset search_path')
  }
  return `${parts.join('\n\n')}\n`
}

/** Schemas of the program; those of extensions and of the job queue are made by others. */
const ours = `(select n.oid from pg_namespace n where n.nspname !~ '^(pg_|information_schema$|public$|jobs$)')`
/** What an extension made belongs to it. */
const notOfExtension = (oid: string) =>
  `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`
const notAMonth = `not (c.relispartition and c.relname ~ '_[0-9]{4}_[0-9]{2}$')`

/** `grant … to …` lines, one a grantee, without what the owner has anyway. */
const grants = (acl: string, owner: string, what: string) => `
  coalesce((select string_agg('grant ' || g.rights || ' on ' || ${what} || ' to ' || g.name || ';', E'\\n' order by g.name collate "C")
    from (select case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee) end as name,
                 string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) as rights
            from aclexplode(${acl}) a where a.grantee <> ${owner} group by 1) g), '')`

const extensions = `
  select format('create extension %I with schema %I;', e.extname, n.nspname) as text
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
   where e.extname <> 'plpgsql' order by e.extname collate "C"`

const schemas = `
  select concat_ws(E'\\n', format('create schema %I authorization %I;', n.nspname, pg_get_userbyid(n.nspowner)),
           nullif(${grants('n.nspacl', 'n.nspowner', `'schema ' || quote_ident(n.nspname)`)}, '')) as text
    from pg_namespace n where n.oid in ${ours} order by n.nspname collate "C"`

const domains = `
  select format('create domain %s as %s %s;', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
           (select string_agg('constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ' ' order by k.conname collate "C")
              from pg_constraint k where k.contypid = t.oid)) as text
    from pg_type t where t.typtype = 'd' and t.typnamespace in ${ours} order by t.oid::regtype::text collate "C"`

/** Those that a table's own column does not bring along. */
const sequences = `
  select concat_ws(E'\\n', format('create sequence %s as %s;', c.oid::regclass, format_type(s.seqtypid, null)),
           nullif(${grants('c.relacl', 'c.relowner', `'sequence ' || c.oid::regclass`)}, '')) as text
    from pg_class c join pg_sequence s on s.seqrelid = c.oid
   where c.relkind = 'S' and c.relnamespace in ${ours}
     and (c.relacl is not null or not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a')))
   order by c.oid::regclass::text collate "C"`

const columns = `
  select string_agg(line, E',\\n' order by place, name collate "C") from (
    select 0 as place, lpad(a.attnum::text, 5) as name, '  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end
        || case when a.attidentity <> '' then ' generated always as identity' else '' end
        || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || case when a.attnotnull then ' not null' else '' end as line
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 1, k.conname, '  constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') lines`

const indexes = `
  (select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by x.relname collate "C")
     from pg_index i join pg_class x on x.oid = i.indexrelid
    where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid))`

const policies = `
  (select string_agg(format('create policy %I on %s for %s to %s', p.polname, c.oid::regclass,
            case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
            (select string_agg(case when r = 0 then 'public' else pg_get_userbyid(r) end, ', ' order by pg_get_userbyid(r)) from unnest(p.polroles) r))
          || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
          || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') || ';', E'\\n' order by p.polname collate "C")
     from pg_policy p where p.polrelid = c.oid)`

const comments = `
  (select string_agg(format('comment on column %s.%I is %L;', c.oid::regclass, a.attname, col_description(c.oid, a.attnum)), E'\\n' order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and col_description(c.oid, a.attnum) is not null)`

const columnGrants = `
  (select string_agg(format('grant %s (%I) on %s to %I;', lower(x.privilege_type), a.attname, c.oid::regclass, pg_get_userbyid(x.grantee)),
            E'\\n' order by a.attnum, pg_get_userbyid(x.grantee), x.privilege_type)
     from pg_attribute a cross join aclexplode(a.attacl) x where a.attrelid = c.oid and a.attacl is not null)`

const tables = `
  select concat_ws(E'\\n',
      case when c.relispartition then format('create table %s partition of %s %s;', c.oid::regclass,
                 (select inhparent::regclass from pg_inherits where inhrelid = c.oid), pg_get_expr(c.relpartbound, c.oid))
           else format(E'create table %s (\\n%s\\n)%s;', c.oid::regclass, (${columns}),
                  case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) end,
      case when pg_get_userbyid(c.relowner) <> 'kaft_owner' then format('alter table %s owner to %I;', c.oid::regclass, pg_get_userbyid(c.relowner)) end,
      ${indexes},
      case when c.relrowsecurity then format('alter table %s enable row level security;', c.oid::regclass) end,
      case when c.relforcerowsecurity then format('alter table %s force row level security;', c.oid::regclass) end,
      ${policies},
      nullif(${grants('c.relacl', 'c.relowner', 'c.oid::regclass')}, ''),
      ${columnGrants},
      ${comments}) as text
    from pg_class c
   where c.relkind in ('r', 'p') and c.relnamespace in ${ours} and ${notAMonth}
   order by c.oid::regclass::text collate "C"`

const views = `
  select concat_ws(E'\\n', format(E'create %s %s%s as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end,
             c.oid::regclass, coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)),
           nullif(${grants('c.relacl', 'c.relowner', 'c.oid::regclass')}, '')) as text
    from pg_class c where c.relkind in ('v', 'm') and c.relnamespace in ${ours}
   order by c.oid::regclass::text collate "C"`

const functions = `
  select concat_ws(E'\\n', pg_get_functiondef(p.oid) || ';',
           format('alter function %s owner to %I;', p.oid::regprocedure, pg_get_userbyid(p.proowner)),
           format('revoke all on function %s from public;', p.oid::regprocedure),
           nullif(${grants(`coalesce(p.proacl, acldefault('f', p.proowner))`, 'p.proowner', `'function ' || p.oid::regprocedure`)}, '')) as text
    from pg_proc p where p.pronamespace in ${ours} and p.prokind in ('f', 'p') and ${notOfExtension('p.oid')}
   order by p.oid::regprocedure::text collate "C"`

const triggers = `
  select pg_get_triggerdef(t.oid) || ';' as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where not t.tgisinternal and c.relnamespace in ${ours} and ${notAMonth}
   order by c.oid::regclass::text collate "C", t.tgname collate "C"`

const searches = `
  select format(E'create text search configuration %s; -- parser %s\\n%s', c.oid::regconfig, p.prsname,
           (select string_agg(format('--   %s: %s', t.alias, (select string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno)
                     from pg_ts_config_map m where m.mapcfg = c.oid and m.maptokentype = t.tokid)), E'\\n' order by t.alias collate "C")
              from ts_token_type(c.cfgparser) t
             where exists (select from pg_ts_config_map m where m.mapcfg = c.oid and m.maptokentype = t.tokid))) as text
    from pg_ts_config c join pg_ts_parser p on p.oid = c.cfgparser
   where c.cfgnamespace in ${ours} order by c.oid::regconfig::text collate "C"`
