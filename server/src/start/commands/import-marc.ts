import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { DEFAULT_HOLDINGS, type HoldingsLayout } from '@kaft/marc'
import { openDb } from '../../base/db.ts'
import { StartError } from '../../base/start-error.ts'
import { type Holdings, type ImportCounts, importMarc } from '../../modules/cataloguing/index.ts'
import { type Call, type Command, misused, withDatabase } from './command.ts'

export const importMarcFile: Command = {
  name: 'import-marc',
  usage:
    'FILE [--source NAME] [--library CODE] [--holdings 852:barcode=p,branch=b,…] [--default-branch CODE] [--branch WORD=CODE …] [--item-type WORD=TYPE …]',
  summary:
    'Import titles in MARC 21 (ISO 2709 or MARCXML), and with --library or --holdings their items. The same file again changes nothing.',
  run: async call => {
    const asked = readWords(call)
    const size = await sizeOf(asked.file)
    await withDatabase(call, async ({ ready }) => {
      const db = openDb({
        connection: { connectionString: ready.urlFor('kaft_jobs') },
        deskSize: 1,
        bulkSize: 1,
      })
      try {
        const stream = createReadStream(asked.file)
        const counts = await importMarc(
          { db, now: () => Temporal.Now.instant() },
          {
            ...asked,
            stream,
            onProgress: done => call.note(`${percent(stream.bytesRead, size)} ${done.records} records`),
            report: p => call.note(`at byte ${p.position}, record ${p.index}: ${p.reason}: ${p.detail}`),
          },
        )
        for (const line of told(counts)) call.say(line)
      } finally {
        await db.close()
      }
    })
  },
}

const percent = (read: number, size: number): string =>
  `${String(size === 0 ? 100 : Math.floor((100 * read) / size)).padStart(3)} %`

const told = (c: ImportCounts): string[] => [
  `${c.records} records: ${c.titles_new} titles new, ${c.titles_changed} changed, ${c.titles_unchanged} unchanged, ${c.records_refused} refused`,
  `items: ${c.items_new} new, ${c.items_same} there already, ${c.items_refused} refused`,
]

interface Asked {
  readonly file: string
  readonly source: string
  readonly library: string | null
  readonly holdings: Holdings | null
}

const options = {
  source: { type: 'string' },
  library: { type: 'string' },
  holdings: { type: 'string' },
  'default-branch': { type: 'string' },
  branch: { type: 'string', multiple: true },
  'item-type': { type: 'string', multiple: true },
} as const

function readWords(call: Call): Asked {
  const { values, positionals } = parsed(call)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw misused(importMarcFile, 'Name one file')
  const library = values.library ?? null
  const wanted = library !== null || values.holdings !== undefined
  const default_branch = values['default-branch']
  const holdings: Holdings = {
    layout: values.holdings === undefined ? DEFAULT_HOLDINGS : layoutOf(values.holdings),
    branches: pairs(values.branch),
    item_types: pairs(values['item-type']),
    ...(default_branch === undefined ? {} : { default_branch }),
  }
  return { file, source: values.source ?? library ?? 'import', library, holdings: wanted ? holdings : null }
}

function parsed(call: Call) {
  try {
    return parseArgs({ args: [...call.words], options, allowPositionals: true })
  } catch (error) {
    throw misused(importMarcFile, (error as Error).message.split('.')[0] ?? '')
  }
}

/** `word=code`, as often as it was given. */
function pairs(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map(text => {
      const at = text.indexOf('=')
      if (at < 1 || at === text.length - 1) throw misused(importMarcFile, `${text} is not WORD=CODE`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}

const data = ['barcode', 'branch', 'shelf', 'call_number', 'item_type', 'price', 'note'] as const

/** `952:barcode=p,branch=b,call_number=hi`: the field of the items, and the subfields of each datum. */
function layoutOf(text: string): HoldingsLayout {
  const [tag = '', given] = text.split(':', 2)
  if (!/^[0-9A-Z]{3}$/i.test(tag)) throw misused(importMarcFile, `${tag} is not a field of MARC`)
  if (given === undefined) return { ...DEFAULT_HOLDINGS, tag }
  const named = pairs(given.split(','))
  const wrong = Object.entries(named).find(
    ([name, codes]) => !data.some(d => d === name) || !/^[0-9a-z]+$/.test(codes),
  )
  if (wrong)
    throw misused(importMarcFile, `${wrong.join('=')} is not one of ${data.join(', ')} and its subfields`)
  const { barcode, ...rest } = named
  if (!barcode) throw misused(importMarcFile, 'The subfield of the barcode is needed')
  return { tag, barcode, ...rest }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: { code?: string }) => {
    throw new StartError(`The file ${file} cannot be read (${error.code}).`)
  })
  if (!found.isFile()) throw new StartError(`${file} is not a file.`)
  return found.size
}
