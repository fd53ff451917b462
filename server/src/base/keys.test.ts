import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import {
  addKey,
  blindIndex,
  blindIndexes,
  currentKey,
  decrypt,
  encrypt,
  fingerprints,
  keyNameOf,
  newRing,
  openKeys,
  peppered,
} from './keys.ts'
import { StartError } from './start-error.ts'

const folder = await mkdtemp(join(tmpdir(), 'kaft-keys-'))
after(() => rm(folder, { recursive: true }))
const ABOUT = 'national_number'
const sentence = (pattern: RegExp) => (e: unknown) => e instanceof StartError && pattern.test(e.message)

test('the file is made once, private, and read the next time', async () => {
  const path = join(folder, 'once', 'kaft.keys')
  const first = await openKeys(path, [])
  assert.equal(first.made, true)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.equal((await stat(join(folder, 'once'))).mode & 0o777, 0o700)
  assert.deepEqual(await readdir(join(folder, 'once')), ['kaft.keys'])
  const second = await openKeys(path, fingerprints(first.keys))
  assert.equal(second.made, false)
  assert.deepEqual(fingerprints(second.keys), fingerprints(first.keys))
  assert.equal(decrypt(second.keys, encrypt(first.keys, '85077312345', ABOUT), ABOUT), '85077312345')
})

test('starters at the same moment agree on one file', async () => {
  const path = join(folder, 'race', 'kaft.keys')
  const all = await Promise.all(Array.from({ length: 8 }, () => openKeys(path, [])))
  const rings = all.map(a => JSON.stringify(fingerprints(a.keys)))
  const now = await openKeys(path, [])
  for (const ring of rings) assert.equal(ring, JSON.stringify(fingerprints(now.keys)))
})

test('a lost file is refused when the database was encrypted with it, and none is made in its place', async () => {
  const path = join(folder, 'lost.keys')
  await assert.rejects(openKeys(path, fingerprints(newRing(path))), sentence(/is lost/))
  await assert.rejects(stat(path), { code: 'ENOENT' })
})

test('the file of another database is refused', async () => {
  const path = join(folder, 'other.keys')
  const { keys } = await openKeys(path, [])
  const own = fingerprints(keys)
  await assert.rejects(
    openKeys(path, [...own, ...fingerprints(newRing(path))]),
    sentence(/is not the one of this database/),
  )
  const forged = own.map(f => ({ ...f, fingerprint: '0'.repeat(32) }))
  await assert.rejects(openKeys(path, forged), sentence(/is not the one of this database/))
})

test('a file that others can read, is damaged or cannot be made is refused in one sentence', async () => {
  const path = join(folder, 'damaged.keys')
  await openKeys(path, [])
  await chmod(path, 0o640)
  await assert.rejects(openKeys(path, []), sentence(/chmod 600/))
  await chmod(path, 0o600)
  const whole = await readFile(path, 'utf8')
  const cases = [
    whole.slice(0, -20),
    '[]',
    'null',
    '{"format":"kaft-keys-1","keys":[]}',
    whole.replace(/"secret": "..../, '"secret": "'),
  ]
  for (const text of cases) {
    await writeFile(path, text)
    await assert.rejects(openKeys(path, []), sentence(/is damaged/))
  }
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(openKeys(join(folder, 'file', 'kaft.keys'), []), sentence(/cannot be (made|read)/))
})

test('what is encrypted is read back, differs each time, and a changed letter is noticed', () => {
  const keys = newRing('')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
      const sealed = encrypt(keys, text, ABOUT)
      assert.equal(decrypt(keys, sealed, ABOUT), Buffer.from(text, 'utf8').toString('utf8'))
      assert.notEqual(encrypt(keys, text, ABOUT), sealed)
      assert.throws(() => decrypt(keys, sealed, 'something else'))
      const bytes = Buffer.from(sealed.split('.')[1] ?? '', 'base64url')
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1
      assert.throws(() => decrypt(keys, `${keyNameOf(sealed)}.${bytes.toString('base64url')}`, ABOUT))
    }),
  )
  assert.throws(() => decrypt(newRing(''), encrypt(keys, 'x', ABOUT), ABOUT), /is not in the key file/)
  for (const broken of [
    '',
    'x',
    `${currentKey(keys, 'number').name}.`,
    `${currentKey(keys, 'backup').name}.AAAA`,
  ]) {
    assert.throws(() => decrypt(keys, broken, ABOUT))
  }
})

test('after a rotation the new key closes and the old one still opens', async () => {
  const path = join(folder, 'rotated.keys')
  const { keys: old } = await openKeys(path, [])
  const sealed = encrypt(old, '85077312345', ABOUT)
  const index = blindIndex(old, '85077312345')
  const pin = peppered(old, '1234')
  await addKey(await addKey(await addKey(old, 'number'), 'index'), 'pepper')
  const { keys } = await openKeys(path, fingerprints(old))
  assert.equal(decrypt(keys, sealed, ABOUT), '85077312345')
  assert.notEqual(keyNameOf(encrypt(keys, '85077312345', ABOUT)), keyNameOf(sealed))
  assert.equal(keyNameOf(sealed), currentKey(old, 'number').name)
  assert.deepEqual(blindIndexes(keys, '85077312345'), [blindIndex(keys, '85077312345'), index])
  assert.notDeepEqual(peppered(keys, '1234'), pin)
  assert.deepEqual(peppered(keys, '1234', currentKey(old, 'pepper').name), pin)
})

test('a blind index is the same for the same text and key only', () => {
  const keys = newRing('')
  assert.equal(blindIndex(keys, '85077312345'), blindIndex(keys, '85077312345'))
  assert.notEqual(blindIndex(keys, '85077312345'), blindIndex(keys, '85077312346'))
  assert.notEqual(blindIndex(keys, '85077312345'), blindIndex(newRing(''), '85077312345'))
})

test('no key is printed by accident', () => {
  const keys = newRing('x')
  const printed =
    inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys) + JSON.stringify(fingerprints(keys))
  for (const key of keys.ring) {
    const secret = key.secret.export()
    for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const)
      assert.ok(!printed.includes(secret.toString(form)))
  }
})
