import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { wholeCountry } from './country.bench.ts'
import { growth } from './growth.bench.ts'
import { holds } from './holds.bench.ts'
import { imports } from './import.bench.ts'
import { importMillion } from './import-million.bench.ts'
import { loans } from './loans.bench.ts'
import { memory } from './memory.bench.ts'
import { movingIn } from './moving-in.bench.ts'
import { night } from './nightly.bench.ts'
import { patronSearch } from './patron-search.bench.ts'
import { openPlace, type Place } from './place.ts'
import { say } from './progress.ts'
import { retention } from './retention.bench.ts'
import { rules } from './rules.bench.ts'
import { search } from './search.bench.ts'
import { searchQuality } from './search-quality.bench.ts'
import { simulations } from './simulate.bench.ts'
import { printed, type Table } from './table.ts'

const benches: Record<string, (place: Place, scale: number) => Promise<Table>> = {
  loans,
  holds,
  growth,
  country: wholeCountry,
  'patron-search': patronSearch,
  search,
  'search-quality': searchQuality,
  import: imports,
  'import-million': importMillion,
  nightly: night,
  simulate: simulations,
  memory,
  'moving-in': movingIn,
  rules,
  retention,
}
const QUICK = 0.02
const book = join(import.meta.dirname, 'README.md')

/** Puts what was measured between the marks of this benchmark in `bench/README.md`. */
function keep(name: string, text: string): void {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const page = readFileSync(book, 'utf8')
  const [before, rest] = page.split(from)
  // A benchmark that the page does not have yet comes at its end.
  const end = rest === undefined ? `\n${to}\n` : rest.slice(rest.indexOf(to))
  writeFileSync(
    book,
    `${before}${rest === undefined ? `\n## ${name}\n\n` : ''}${from}\n${text}\n${end.trimStart()}`,
  )
}

/**
 * A catalogue of millions that was made in a minute would keep the jobs busy for an hour that look each title over once; and an import
 * of a million runs its job itself, beside nothing else.
 */
const JOBLESS = new Set(['search', 'import-million'])

const quick = process.argv.includes('--quick')
/** `--scale=0.1` runs a tenth, which is printed and not kept. */
const scale = Number(
  process.argv.find(word => word.startsWith('--scale='))?.slice('--scale='.length) ?? (quick ? QUICK : 1),
)
const asked = process.argv.slice(2).filter(a => !a.startsWith('--'))
const unknown = asked.filter(a => !(a in benches))
if (unknown.length > 0) {
  process.stderr.write(
    `No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.\n`,
  )
  process.exit(1)
}
const busy = loadavg()[0] ?? 0
if (busy > 0.7)
  process.stderr.write(`The machine is busy (load ${busy.toFixed(1)}): figures will be too low.\n`)
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n${name} ...\n`)
  const place = await openPlace({ jobs: !JOBLESS.has(name) })
  try {
    const table = await bench(place, scale)
    process.stdout.write(`${printed(table)}\n`)
    const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load before ${busy.toFixed(1)}, ${new Date().toISOString().slice(0, 10)}`
    if (scale === 1) keep(name, `${printed(table)}\n\n${machine}`)
  } finally {
    await place.close()
  }
  say(`${name} is done`)
}
