import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type pg from 'pg'

/** Where something of a person was still found. Says where, never what: the answer is read by people. */
export interface Residue {
  readonly where: string
  readonly hits: number
}

/**
 * The forms in which a value may lie about: as it is, without accents, in hex, in base64 (which looks different at each of
 * three places), in an address, and as JSON escapes it. All in lower case but base64, which has no case to lose.
 */
export function formsOf(value: string): {
  readonly plain: readonly string[]
  readonly exact: readonly string[]
} {
  const folded = value.normalize('NFD').replace(/\p{M}/gu, '')
  const bytes = Buffer.from(value, 'utf8')
  const plain = new Set(
    [value, folded, bytes.toString('hex'), encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].map(
      t => t.toLowerCase(),
    ),
  )
  return { plain: [...plain], exact: base64Of(bytes) }
}

/** What of a text is the same wherever it begins in a longer one: the groups that it fills by itself. */
function base64Of(bytes: Buffer): string[] {
  const cut = [0, 1, 2].map(offset => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes])
    const whole = padded.subarray(0, padded.length - (padded.length % 3))
    return whole.toString('base64').slice(offset === 0 ? 0 : 4)
  })
  return [...new Set(cut.flatMap(text => [text, text.replaceAll('+', '-').replaceAll('/', '_')]))].filter(
    text => text.length >= 6,
  )
}

/** Values of fewer letters would be found in anything. */
export const LEAST = 4

/**
 * Looks in every table, every column, the samples that the planner keeps, and the jobs. Compressed values are read through
 * SQL, which opens them; bytes are seen as hex, and looked into where they are packed.
 * @param client one who sees everything
 */
export async function residueInDatabase(
  client: pg.ClientBase,
  values: readonly string[],
): Promise<Residue[]> {
  const forms = values.map(formsOf)
  const plain = forms.flatMap(f => f.plain)
  const exact = forms.flatMap(f => f.exact)
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema$)' order by 1`,
  )
  const found: Residue[] = []
  const look = async (where: string, from: string, text: string) => {
    const { rows } = await client.query<{ hits: number }>(
      `select count(*)::int as hits from ${from}
        where exists (select from unnest($1::text[]) v where strpos(lower(${text}), v) > 0)
           or exists (select from unnest($2::text[]) v where strpos(${text}, v) > 0)`,
      [plain, exact],
    )
    const hits = rows[0]?.hits ?? 0
    if (hits > 0) found.push({ where, hits })
  }
  for (const { name } of tables.rows) await look(name, `${name} t`, 't::text')
  await look(
    'pg_stats',
    'pg_stats t',
    `concat_ws(' ', t.most_common_vals::text, t.histogram_bounds::text, t.most_common_elems::text)`,
  )
  return [...found, ...(await packedBytes(client, forms))]
}

/** Columns of bytes that hold something packed: unpacked, and looked into. */
async function packedBytes(
  client: pg.ClientBase,
  forms: readonly ReturnType<typeof formsOf>[],
): Promise<Residue[]> {
  const columns = await client.query<{ table: string; column: string }>(
    `select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(a.attname) as "column"
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.atttypid = 'bytea'::regtype and a.attnum > 0 and c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema$)'`,
  )
  const found: Residue[] = []
  for (const { table, column } of columns.rows) {
    // Short values are keys and hashes; what is packed is longer than its own head.
    const { rows } = await client.query<{ bytes: Buffer }>(
      `select ${column} as bytes from ${table} where length(${column}) > 40`,
    )
    const hits = rows.filter(({ bytes }) => unpackings(bytes).some(open => holds(open, forms))).length
    if (hits > 0) found.push({ where: `${table}.${column} (packed)`, hits })
  }
  return found
}

/** What bytes unpack to, by each way of packing that fits their head. */
function unpackings(bytes: Buffer): Buffer[] {
  const ways = [gunzipSync, zstdDecompressSync, inflateSync, brotliDecompressSync]
  return ways.flatMap(way => {
    try {
      return [way(bytes)]
    } catch {
      return []
    }
  })
}

function holds(bytes: Buffer, forms: readonly ReturnType<typeof formsOf>[]): boolean {
  const text = bytes.toString('utf8')
  const lower = text.toLowerCase()
  const latin = bytes.toString('latin1').toLowerCase()
  return forms.some(
    f => f.plain.some(v => lower.includes(v) || latin.includes(v)) || f.exact.some(v => text.includes(v)),
  )
}

/** A server keeps its pages and its log of them for itself; they are read through SQL. */
const ofServer = /^pg\d+$/
const BIG = 512 * 1024 * 1024

/** Looks in every file of a folder: as it is, and unpacked where it is packed. Backups are sealed, and so are tried apart. */
export async function residueInFiles(folder: string, values: readonly string[]): Promise<Residue[]> {
  const forms = values.map(formsOf)
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[])
  const found: Residue[] = []
  for (const name of names.toSorted()) {
    if (ofServer.test(name.split('/')[0] ?? '')) continue
    const path = join(folder, name)
    const about = await stat(path).catch(() => null)
    if (!about?.isFile() || about.size > BIG) continue
    const bytes = await readFile(path)
    const named = forms.some(f => f.plain.some(v => basename(name).toLowerCase().includes(v)))
    if (named || [bytes, ...unpackings(bytes)].some(one => holds(one, forms)))
      found.push({ where: name, hits: 1 })
  }
  return found
}
