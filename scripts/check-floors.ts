import { isBuiltin } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { type Check, type Tree } from './check-tree.ts'

/** One import: who, of whom, and whether something of it exists when the program runs. */
export interface Import {
  readonly from: string
  /** A path in the tree, or the name of a package. */
  readonly to: string
  readonly runs: boolean
}

/** Modules by floor: a module calls its own floor and those below, and nothing above. */
const floors: Record<string, number> = {
  organisation: 1,
  patrons: 1,
  cataloguing: 1,
  inventory: 1,
  finance: 1,
  circulation: 2,
  acquisitions: 2,
  messaging: 3,
  moving: 3,
  statistics: 3,
  privacy: 3,
}

export const checkFloors: Check = {
  name: 'imports go down only',
  run: async tree => {
    const imports = await importsOf(tree)
    const faults = imports.flatMap(i =>
      rules.flatMap(rule => rule(i) ?? []).map(says => `${i.from} imports ${i.to}: ${says}`),
    )
    return [...faults, ...unnamedModules(tree), ...rings(imports)]
  },
}

/** Every import of every TypeScript file, also those of types and those made while running. */
export async function importsOf(tree: Tree): Promise<Import[]> {
  const found: Import[] = []
  for (const file of tree.files.filter(f => /\.tsx?$/.test(f))) {
    const text = await tree.read(file)
    const { module } = parseSync(file, text)
    const add = (name: string, runs: boolean) => found.push({ from: file, to: resolve(file, name), runs })
    for (const i of module.staticImports) {
      add(i.moduleRequest.value, i.entries.length === 0 || i.entries.some(e => !e.isType))
    }
    for (const x of module.staticExports) {
      for (const e of x.entries) if (e.moduleRequest) add(e.moduleRequest.value, !e.isType)
    }
    for (const d of module.dynamicImports) {
      const literal = /^['"]([^'"]+)['"]$/.exec(text.slice(d.moduleRequest.start, d.moduleRequest.end))
      if (literal?.[1]) add(literal[1], true)
    }
  }
  return found
}

function resolve(file: string, name: string): string {
  if (name.startsWith('.')) return normalize(join(dirname(file), name)).split('?')[0] ?? ''
  const own = /^@kaft\/([a-z]+)(?:\/(.+))?$/.exec(name)
  if (!own) return name
  const [, pack, inner] = own
  if (inner === undefined) return `packages/${pack}/src/index.ts`
  return `packages/${pack}/src/${/\.\w+$/.test(inner) ? inner : `${inner}.ts`}`
}

const isTest = (file: string) =>
  /\.test\.tsx?$|\/testing\/|\/fixtures\/|^tests\/|^bench\/|^scripts\/|\.bench\.ts$|test-data\.ts$/.test(file)
const moduleOf = (file: string) => /^server\/src\/modules\/([a-z]+)\//.exec(file)?.[1]
const isIn =
  (...folders: string[]) =>
  (file: string) =>
    folders.some(f => file.startsWith(f))
const inServer = isIn('server/')
const inBase = isIn('server/src/base/')
const inDoors = isIn('server/src/doors/')
/** The top floor: what opens the doors, wires the modules and starts the program. */
const inMain = (file: string) =>
  inServer(file) && !inBase(file) && !inDoors(file) && moduleOf(file) === undefined
const inPackages = isIn('packages/')
const packageName = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

type Rule = (i: Import) => string | undefined

const betweenModules: Rule = ({ from, to }) => {
  const [mine, other] = [moduleOf(from), moduleOf(to)]
  if (!mine || !other || mine === other || isTest(from)) return undefined
  if (to !== `server/src/modules/${other}/index.ts`) return 'a neighbour is called by its index.ts only'
  return (floors[other] ?? 9) > (floors[mine] ?? 0)
    ? `${other} stands on a higher floor than ${mine}`
    : undefined
}

const down: Rule = ({ from, to }) => {
  if (isTest(from) || !inServer(from) || !inServer(to)) return undefined
  if (inBase(from) && !inBase(to)) return 'base knows nothing above it'
  if (moduleOf(from) && (inDoors(to) || inMain(to))) return 'a module knows no door'
  if (inDoors(from) && inMain(to)) return 'a door is opened from above'
  if (inDoors(from) && moduleOf(to) && !/\/(index|jobs|personal)\.ts$/.test(to))
    return 'a door calls a module by its front door only'
  return undefined
}

/** Of titles, and of the headings under which they are found: authority records. */
const editsRecords = isIn('apps/staff/src/catalogue/record/', 'apps/staff/src/catalogue/authorities/')

const sides: Rule = ({ from, to }) => {
  if (isTest(from)) return undefined
  if (isTest(to)) return 'the program does not stand on its tests'
  if (inPackages(from) && isIn('server/', 'apps/', 'scripts/')(to))
    return 'a package knows nobody who uses it'
  if (isIn('packages/contract/', 'packages/eid/', 'packages/marc/')(from) && isIn('packages/ui/')(to))
    return 'the contract knows no screen'
  if (isIn('apps/')(from) && isIn('server/')(to)) return 'a client knows the contract, not the server'
  // Records are edited in the browser by the same rules as at the server (adr/0010), and only where they are edited.
  if (isIn('apps/')(from) && isIn('packages/marc/')(to) && !editsRecords(from))
    return 'only the editors of records and of headings know MARC'
  if (isIn('apps/helper/')(from) && isIn('apps/staff/', 'packages/contract/', 'packages/ui/')(to))
    return 'the helper knows devices and cards, and nothing of Kaft'
  if (isIn('apps/staff/')(from) && isIn('apps/helper/')(to)) return 'the helper is spoken to by its door'
  if (inServer(from) && isIn('apps/', 'packages/ui/', 'scripts/')(to))
    return 'the server knows no screen and no script'
  return undefined
}

const runtimes: Rule = ({ from, to }) => {
  const browser = isIn(
    'packages/contract/',
    'packages/eid/',
    'packages/ui/',
    'packages/marc/',
    'apps/staff/src/',
  )
  if (isTest(from) || !browser(from)) return undefined
  return isBuiltin(to) ? 'this also runs in a browser' : undefined
}

/** `*.rules.ts` decides from what it is given: nothing in it can reach a database, a clock or a socket. */
const pure: Rule = ({ from, to, runs }) => {
  if (!from.endsWith('.rules.ts') || !runs) return undefined
  const allowed =
    /^packages\/(contract|eid|marc)\/|\.rules\.ts$|^server\/src\/base\/(dates|decision|money)\.ts$/.test(
      to,
    ) || to === 'typebox'
  return allowed ? undefined : 'rules stand on the contract, on other rules and on dates, decision and money'
}

const purer: Rule = ({ from, to }) =>
  from.endsWith('.model.ts') && ['react', 'react-dom', '@mantine/core'].includes(packageName(to))
    ? 'a model is plain data'
    : undefined

/** A package that only one room may know, so that what it does is done in one place. */
const kept: Record<string, { readonly rooms: (file: string) => boolean; readonly says: string }> = {
  pg: {
    rooms: f => inBase(f) || f.endsWith('.store.ts'),
    says: 'only base and *.store.ts know the database',
  },
  kysely: {
    rooms: f => inBase(f) || f.endsWith('.store.ts'),
    says: 'only base and *.store.ts know the database',
  },
  fastify: { rooms: f => inDoors(f) || inMain(f), says: 'only doors know HTTP' },
  'graphile-worker': { rooms: f => inDoors(f) || inMain(f), says: 'only doors know the worker' },
}
const rooms: Rule = ({ from, to, runs }) => {
  const room = kept[packageName(to)]
  return room && runs && inServer(from) && !isTest(from) && !room.rooms(from) ? room.says : undefined
}

/** SQL is written where it is looked for. */
const statements: Rule = ({ from, to, runs }) => {
  if (to !== 'server/src/base/sql.ts' || !runs || isTest(from) || inBase(from) || from.endsWith('.store.ts'))
    return undefined
  return 'SQL stands in *.store.ts'
}

const inputAndOutput: Rule = ({ from, to }) => {
  if (!/(?<!\.db)\.test\.tsx?$/.test(from) || !inServer(from)) return undefined
  return /\/(test-db|postgres-for-tests|world)\.ts$/.test(to)
    ? 'a test with a database is called *.db.test.ts'
    : undefined
}

const rules: readonly Rule[] = [
  betweenModules,
  down,
  sides,
  runtimes,
  pure,
  purer,
  rooms,
  statements,
  inputAndOutput,
]

const unnamedModules = (tree: Tree): string[] =>
  [...new Set(tree.files.flatMap(f => moduleOf(f) ?? []))]
    .filter(m => floors[m] === undefined)
    .map(m => `the module ${m} has no floor`)

/** Rings of modules, and rings of files that need each other to run. */
function rings(imports: readonly Import[]): string[] {
  const files = graph(imports.filter(i => i.runs && !isTest(i.from)).map(i => [i.from, i.to]))
  const modules = graph(
    imports
      .filter(i => !isTest(i.from))
      .flatMap(i => {
        const [mine, other] = [moduleOf(i.from), moduleOf(i.to)]
        return mine && other && mine !== other ? [[mine, other] as const] : []
      }),
  )
  return [...ringsIn(modules), ...ringsIn(files)].map(ring => `these need each other: ${ring.join(' → ')}`)
}

const graph = (pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> => {
  const edges = new Map<string, Set<string>>()
  for (const [from, to] of pairs) edges.set(from, (edges.get(from) ?? new Set()).add(to))
  return edges
}

/** One ring for each edge that leads back to where the walk is. */
function ringsIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (node: string, path: string[]): void => {
    const at = path.indexOf(node)
    if (at >= 0) return void found.push([...path.slice(at), node])
    if (done.has(node)) return
    for (const next of edges.get(node) ?? []) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of edges.keys()) walk(node, [])
  return found
}
