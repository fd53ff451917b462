import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import * as contract from '@kaft/contract'
import { settingsTexts } from '../../apps/staff/src/settings/texts/index.ts'

const root = join(import.meta.dirname, '..', '..')
const modules = 'server/src/modules/**'
const texts = async (pattern: string): Promise<string[]> => {
  const found: string[] = []
  for await (const file of glob(pattern, { cwd: root }))
    if (!file.includes('.test.')) found.push(await readFile(join(root, file), 'utf8'))
  return found
}
/** What is no change of the configuration although it stands beside one: asked, opened or left, and signed for oneself. */
const none: readonly string[] = ['leaveHelp', 'noteHelp', 'openHelp', 'signIn']
const changes = (name: string): boolean => {
  const op: unknown = Reflect.get(contract, name)
  return typeof op === 'object' && op !== null && 'method' in op && op.method !== 'GET'
}

test('the screen of changes has a name for each command that changes the configuration, and shows no code', async () => {
  const handlers = new Set(
    (await texts(`${modules}/*.ts`))
      .filter(text => /\bconfigure\(/.test(text))
      .flatMap(text => [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)])
      .map(([, name]) => name),
  )
  const names = (await texts(`${modules}/routes.ts`))
    .flatMap(text => [...text.matchAll(/on\(op\.(\w+),([^\n]*)/g)])
    .filter(([, , called = '']) => (called.match(/\w+/g) ?? []).some(word => handlers.has(word)))
    .map(([, name = '']) => name)
    .filter(name => changes(name) && !none.includes(name))
  assert.ok(names.length > 30, 'the commands were found')
  for (const { changes } of [settingsTexts.nl, settingsTexts.en])
    assert.deepEqual(
      names.filter(name => !(name in changes.what)),
      [],
    )
})
