import { basename } from 'node:path'
import type { Check, Tree } from './check-tree.ts'

/** What may stand between the name and the extension. */
const kinds = new Set([
  'rules',
  'store',
  'model',
  'state',
  'bench',
  'test',
  'db.test',
  'rules.test',
  'model.test',
  'test-data',
  'config',
  'd',
  'module',
])
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/
const UPPER = new Set([
  'README.md',
  'HOUSE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  'SECURITY.md',
])
const MIGRATION = /^\d{4}-[a-z0-9-]+\.sql$/

export const checkNames: Check = {
  name: 'files are named as the house names them',
  run: async tree => tree.files.flatMap(file => faultOf(file, basename(file)) ?? []),
}

function faultOf(file: string, name: string): string | undefined {
  if (
    file.startsWith('demo/data/') ||
    name.startsWith('.') ||
    UPPER.has(name) ||
    /\/texts\/[a-z]{2}\.ts$/.test(file)
  )
    return undefined
  if (file.startsWith('db/migrations/'))
    return MIGRATION.test(name) ? undefined : `${file}: a migration is called 0001-what-it-does.sql`
  const [stem = '', ...rest] = name.split('.')
  if (!NAME.test(stem)) return `${file}: names are written in kebab-case`
  const kind = rest.slice(0, -1).join('.')
  if (/\.tsx?$/.test(name) && kind !== '' && !kinds.has(kind))
    return `${file}: .${kind} is not a kind of file`
  if (name.endsWith('.tsx') && /^(server|packages\/(contract|marc))\//.test(file))
    return `${file}: Node cannot load .tsx`
  return undefined
}

const SKIPPED =
  /\b(?:test|suite|it|describe)\.(?:skip|only|todo)\b|\b(?:skip|only|todo):\s*(?:true|['"`])|\bt\.(?:skip|todo)\(/

/** A test that is skipped says nothing, and a test that says nothing passes. */
export const checkTests: Check = {
  name: 'no test is skipped, and each asserts something',
  run: async tree => {
    const faults: string[] = []
    for (const file of tests(tree)) {
      const text = await tree.read(file)
      if (SKIPPED.test(text)) faults.push(`${file} skips a test or runs only some`)
      if (!/\bassert\b|\bexpect\b|fc\.assert/.test(text)) faults.push(`${file} asserts nothing`)
    }
    return faults
  },
}

const tests = (tree: Tree) =>
  tree.files.filter(f => /\.test\.tsx?$/.test(f) && f !== 'scripts/check-checks.test.ts')
