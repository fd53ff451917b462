import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as rest } from 'node:timers/promises'
import { writeCardFiles } from '@kaft/eid/write-card'
import fc from 'fast-check'
import type { CardChange } from '../ports.ts'
import { canRunPcscd, realPcscd } from '../testing/real-pcscd.ts'
import { type Daemon, standInPcscd } from '../testing/stand-in-pcscd.ts'
import { inventedCards } from './invented-cards.ts'
import { openPcscd, PcscFault } from './pcscd.ts'
import { pcscReader } from './pcsc-reader.ts'
import { readEid } from './read-eid.ts'
import { simulatedReader } from './simulated-reader.ts'
import { virtualCard } from './virtual-card.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-helper-'))
})
after(() => rm(folder, { recursive: true }))

const cardOf = (name: keyof typeof inventedCards) => virtualCard(writeCardFiles(inventedCards[name]))

test('a card is read command by command, whatever lengths it insists on', async () => {
  for (const name of ['liesbeth', 'wout'] as const) {
    const card = cardOf(name)
    const asked: string[] = []
    const read = await readEid(async apdu => {
      asked.push(Buffer.from(apdu).toString('hex'))
      return card.answer(apdu)
    })
    assert.ok(read.ok)
    assert.equal(read.fields.national_number, inventedCards[name].national_number)
    assert.equal(read.fields.street, inventedCards[name].street)
    // Identity and address, and neither the photo (4035) nor a certificate.
    assert.deepEqual(
      asked.filter(apdu => apdu.startsWith('00a4')).map(apdu => apdu.slice(-4)),
      ['4031', '4033'],
    )
  }
})

test('another card, a card without address, and one that answers nonsense', async () => {
  const of = (answer: (apdu: Uint8Array) => number[]) => readEid(async apdu => Uint8Array.from(answer(apdu)))
  assert.deepEqual(await of(() => [0x6a, 0x82]), { ok: false, why: 'other_card' })
  assert.deepEqual(await of(() => [0x90, 0x00]), { ok: false, why: 'not_a_card' })
  assert.deepEqual(await of(() => []), { ok: false, why: 'other_card' })
  const card = cardOf('wout')
  const bare = await of(apdu =>
    Buffer.from(apdu).toString('hex').endsWith('4033') ? [0x6a, 0x82] : [...card.answer(apdu)],
  )
  assert.ok(bare.ok)
  assert.deepEqual([bare.fields.street, bare.fields.given_name], [null, 'Wout'])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1 }), async answers => {
      let turn = 0
      const read = await readEid(async () => answers[turn++ % answers.length] ?? new Uint8Array())
      assert.equal(typeof read.ok, 'boolean')
    }),
    { numRuns: 300, seed: 6 },
  )
})

test('the simulator tells a card that goes in and out', async () => {
  const heard: CardChange[] = []
  const reader = simulatedReader()
  reader.watch(change => heard.push(change))
  await reader.insert(inventedCards.wout)
  reader.remove()
  assert.deepEqual(
    heard.map(change => change.kind),
    ['card_in', 'card_out'],
  )
})

test('where no daemon listens that is said, and the reader is away', async () => {
  await assert.rejects(openPcscd(join(folder, 'nobody')), PcscFault)
  const reader = pcscReader(join(folder, 'nobody'))
  reader.watch(() => assert.fail('nothing can be heard'))
  await rest(50)
  assert.equal(reader.state(), 'away')
  await reader.close()
})

/** With the daemon of Debian and its virtual reader where this machine has them, and with the stand-in everywhere. */
const daemons: readonly [string, () => Promise<Daemon>][] = [
  ['a stand-in for pcscd', () => standInPcscd(join(folder, 'pcscd.comm'))],
  ...(canRunPcscd() ? [['pcscd with a virtual reader', realPcscd] as [string, () => Promise<Daemon>]] : []),
]
for (const [name, open] of daemons) {
  test(`cards go in and out of a reader behind ${name}`, async () => {
    const daemon = await open()
    const heard: CardChange[] = []
    const reader = pcscReader(daemon.path)
    const until = async (count: number): Promise<void> => {
      for (let i = 0; i < 200 && heard.length < count; i++) await rest(50)
    }
    try {
      reader.watch(change => heard.push(change))
      await rest(400)
      await daemon.insert(cardOf('liesbeth'))
      await until(1)
      await daemon.remove()
      await until(2)
      await daemon.insert(cardOf('wout'))
      await until(3)
      assert.equal(reader.state(), 'ready')
      assert.deepEqual(
        heard.map(change => (change.kind === 'card_in' ? change.card.fields.given_name : change.kind)),
        ['Liesbeth Anna', 'card_out', 'Wout'],
      )
      const [first] = heard
      assert.ok(first?.kind === 'card_in')
      assert.deepEqual(
        [first.card.fields.street, first.card.fields.valid_until],
        ['Teststraat 12 bus 3', '2034-02-01'],
      )
    } finally {
      await reader.close()
      await daemon.close()
    }
  })
}
