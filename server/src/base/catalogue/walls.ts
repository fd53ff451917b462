import type { Client } from '../client.ts'
import { definers, open_policies, owner_views, unique_keys, unpinned, withheld } from './wall-exceptions.ts'

/**
 * Looks for each hole through which row-level security has been seen to leak, in the catalogue of a database.
 * @param personal tables with personal columns, as the data map names them (`schema.table`)
 * @returns one sentence for each hole; nothing when the walls stand
 */
export async function findHoles(client: Client, personal: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  await client.query("set search_path = 'pg_catalog'")
  try {
    for (const [query, values] of [...fixed, ...about(personal)]) {
      const { rows } = await client.query<{ fault: string }>(query, values)
      faults.push(...rows.map(r => r.fault))
    }
  } finally {
    await client.query('reset search_path')
  }
  return faults
}

type Asked = readonly [query: string, values: unknown[]]

const ours = `(select n.oid from pg_namespace n where n.nspname !~ '^(pg_|information_schema$|public$|jobs$)')`
const ROLES = `array['kaft_app', 'kaft_jobs', 'kaft_finder', 'kaft_report', 'kaft_public', 'kaft_reader']`

/** Rows reached in a partition bypass the policy of the parent: nobody is granted anything there. */
const partitions = `
  select format('%s may %s in the partition %s, past the policy of its parent', case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee) end,
                lower(a.privilege_type), c.oid::regclass) as fault
    from pg_class c cross join aclexplode(c.relacl) a
   where c.relispartition and c.relnamespace in ${ours} and a.grantee <> c.relowner
  union all
  select format('the partition %s has no row-level security of its own', c.oid::regclass)
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
   where c.relispartition and c.relkind = 'r' and p.relrowsecurity and not c.relrowsecurity and c.relnamespace in ${ours}`

/** A view runs with its owner's rights unless it says otherwise. */
const views = `
  select format('the view %s runs with the rights of its owner: it must be made with (security_invoker = true)', c.oid::regclass) as fault
    from pg_class c
   where c.relkind = 'v' and c.relnamespace in ${ours}
     and not coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on)', false)
     and c.oid::regclass::text <> all ($1::text[])`

/** Enums are not leakproof, so no index on them is used below a policy. */
const enums = `
  select format('%s.%I is an enum: a text with a check is quick below row-level security', c.oid::regclass, a.attname) as fault
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
   where t.typtype = 'e' and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace in ${ours}`

/** The scope is asked once a statement, never once a row; and no function of a column, for which no index serves. */
const policies = `
  select format('the policy %I on %s asks the scope or another function once a row: write (select organisation.scope())', p.polname, p.polrelid::regclass) as fault
    from pg_policy p join pg_class c on c.oid = p.polrelid
   where c.relnamespace in ${ours}
     and regexp_replace(concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
           '\\( SELECT organisation\\.\\w+\\(\\) AS \\w+\\)', '', 'g') ~ '\\w\\('`

/** Forced security binds the owner too: without this, a migration changes nothing and says nothing. */
const owner = `
  select format('the owner of %s has no policy: a data migration would change no row and say nothing', c.oid::regclass) as fault
    from pg_class c
   where c.relforcerowsecurity and c.relnamespace in ${ours}
     and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
                        and c.relowner = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')`

/** A definer function looks past the walls: each is known, pinned, owned by the finder and closed to the public. */
const functions = `
  select format('the function %s runs with the rights of its owner and is not on the list of those that may', p.oid::regprocedure) as fault
    from pg_proc p where p.prosecdef and p.pronamespace in ${ours} and p.oid::regprocedure::text <> all ($1::text[])
  union all
  select format('the function %s has no search_path of its own', p.oid::regprocedure)
    from pg_proc p where p.prosecdef and p.pronamespace in ${ours}
     and not exists (select from unnest(p.proconfig) s where s like 'search\\_path=%') and p.oid::regprocedure::text <> all ($2::text[])
  union all
  select format('anyone may call the function %s, which runs with the rights of its owner', p.oid::regprocedure)
    from pg_proc p where p.prosecdef and p.pronamespace in ${ours} and p.prorettype <> 'trigger'::regtype
     and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
  union all
  select format('kaft_app may call the function %s, which is withheld from it', p.oid::regprocedure)
    from pg_proc p where p.oid::regprocedure::text = any ($3::text[]) and has_function_privilege('kaft_app', p.oid, 'execute')`

/** The roles of the program own nothing and bypass nothing. */
const roles = `
  select format('the role %I bypasses the walls', rolname) as fault
    from pg_roles where rolname = any (${ROLES}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
  union all
  select format('%I owns %s, and who owns a table can open it', pg_get_userbyid(c.relowner), c.oid::regclass)
    from pg_class c
   where pg_get_userbyid(c.relowner) = any (${ROLES}) and c.relnamespace in ${ours} and c.oid::regclass::text <> all ($1::text[])
  union all
  select format('%I is a member of %I', pg_get_userbyid(m.member), pg_get_userbyid(m.roleid))
    from pg_auth_members m where pg_get_userbyid(m.member) = any (${ROLES})`

/** Who can make an object can put it before the one that a function of the owner means. */
const creators = `
  select format('%I may make objects in the schema %I', r, n.nspname) as fault
    from pg_namespace n cross join unnest(array['kaft_app', 'kaft_report', 'kaft_public', 'kaft_reader']) r
   where n.nspname !~ '^pg_(temp|toast)' and has_schema_privilege(r, n.oid, 'create')
  union all
  select format('%I may make schemas', r)
    from unnest(array['kaft_app', 'kaft_report', 'kaft_finder', 'kaft_public', 'kaft_reader']) r where has_database_privilege(r, current_database(), 'create')`

/** What happened has the time that the use case was given; a default would be the time of the server. */
const clocks = `
  select format('%s.%I takes the time by default: pass ctx.now', d.adrelid::regclass, a.attname) as fault
    from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
   where c.relnamespace in ${ours} and a.attgenerated = '' and pg_get_expr(d.adbin, d.adrelid) ~* '(now\\(|current_|localtime|_timestamp\\()'`

const fixed: readonly Asked[] = [
  [partitions, []],
  [views, [Object.keys(owner_views)]],
  [enums, []],
  [policies, []],
  [owner, []],
  [functions, [Object.keys(definers), Object.keys(unpinned), Object.keys(withheld)]],
  [roles, [Object.keys(owner_views)]],
  [creators, []],
  [clocks, []],
]

const unguarded = `
  select format('%s holds personal data and its row-level security is not enabled and forced', c.oid::regclass) as fault
    from pg_class c where c.oid::regclass::text = any ($1::text[]) and not (c.relrowsecurity and c.relforcerowsecurity)
  union all
  select format('the materialised view %s reads %s, which holds personal data', v.oid::regclass, c.oid::regclass)
    from pg_class v join pg_rewrite r on r.ev_class = v.oid
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
    join pg_class c on c.oid = d.refobjid
   where v.relkind = 'm' and c.oid::regclass::text = any ($1::text[])
   group by v.oid, c.oid`

/** Uniqueness looks past the policy, so a refusal would tell what another library holds. Made-up ids tell nothing. */
const keys = `
  select format('the unique key %s on %s does not begin with library_id: its refusal tells what others hold', x.relname, c.oid::regclass) as fault
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
   where i.indisunique and c.oid::regclass::text = any ($1::text[])
     and (select attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) is distinct from 'library_id'
     and not (select bool_and(a.attidentity = 'a') from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey::int2[]))
     and c.relnamespace::regnamespace || '.' || x.relname <> all ($2::text[])
  union all
  select format('the foreign key %s of %s points at %s, which holds personal data of another module', k.conname, k.conrelid::regclass, k.confrelid::regclass)
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
   where k.contype = 'f' and k.conparentid = 0 and t.oid::regclass::text = any ($1::text[]) and f.relnamespace <> t.relnamespace`

/** On a personal table, every policy of the program's roles asks who is there. */
const unasked = `
  select format('the policy %I on %s asks neither the scope nor the own library', p.polname, p.polrelid::regclass) as fault
    from pg_policy p join pg_class c on c.oid = p.polrelid
   where c.oid::regclass::text = any ($1::text[]) and p.polpermissive
     and exists (select from unnest(p.polroles) r where r = 0 or pg_get_userbyid(r) not in ('kaft_owner', 'kaft_finder'))
     and (pg_get_expr(p.polqual, p.polrelid) !~ 'organisation\\.((scope|own_library|for_consortium|for_privacy|help_asker|help_judge|reader_ids|reader_library|reader_patron)\\(\\)|own_session )'
          or pg_get_expr(p.polwithcheck, p.polrelid) !~ 'organisation\\.((scope|own_library|for_consortium|for_privacy|help_asker|help_judge|reader_ids|reader_library|reader_patron)\\(\\)|own_session )'
          or coalesce(p.polqual, p.polwithcheck) is null)
     and p.polrelid::regclass || '/' || p.polname <> all ($2::text[])`

const about = (personal: readonly string[]): readonly Asked[] => [
  [unguarded, [personal]],
  [unasked, [personal, Object.keys(open_policies)]],
  [keys, [personal, Object.keys(unique_keys)]],
]
