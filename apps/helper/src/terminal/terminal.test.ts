import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { simulatedTerminal } from './simulated-terminal.ts'
import { amountField, code, readStatus, zvtBytes, zvtUnits } from './zvt.rules.ts'
import { zvtTerminal } from './zvt-terminal.ts'

test('units are written and read back, also in pieces and with long data', () => {
  const bytes = Buffer.concat([
    zvtBytes(code.status, [0x27, 0x00]),
    zvtBytes(
      code.progress,
      Array.from({ length: 300 }, () => 1),
    ),
  ])
  const { units, rest } = zvtUnits(bytes.subarray(0, bytes.length - 1))
  assert.deepEqual(
    units.map(unit => unit.code),
    [code.status],
  )
  assert.equal(rest.length, 304)
  assert.equal(zvtUnits(bytes).units[1]?.data.length, 300)
  assert.deepEqual(amountField(1260).slice(0, 7), [0x04, 0, 0, 0, 0, 0x12, 0x60])
  assert.deepEqual(readStatus(Uint8Array.of(0x27, 0x00, 0x04, 0, 0, 0, 0, 0x12, 0x60, 0x87, 0x00, 0x42)), {
    result: 0,
    receipt_no: '0042',
  })
  assert.deepEqual(readStatus(Uint8Array.of(0x99, 1, 2)), { result: null, receipt_no: null })
})

/** A terminal that plays its part: what it sends after the acknowledgement of the amount. */
async function playing(
  play: readonly Uint8Array[] | 'hang up',
): Promise<{ port: number; asked: Buffer[]; close: () => Promise<void> }> {
  const asked: Buffer[] = []
  const server = createServer((socket: Socket) => {
    const left = play === 'hang up' ? [] : [...play]
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      asked.push(bytes)
      if (asked.length === 1) socket.write(zvtBytes(code.acknowledged))
      const next = left.shift()
      if (next) socket.write(next)
      else if (play === 'hang up') setTimeout(() => socket.destroy(), 20)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => void (await new Promise(resolve => server.close(resolve))),
  }
}

const cases = [
  [
    [zvtBytes(code.progress, [0x0a]), zvtBytes(code.status, [0x27, 0, 0x87, 0, 7]), zvtBytes(code.completed)],
    { outcome: 'approved', receipt_no: '0007' },
  ],
  [[zvtBytes(code.status, [0x27, 0x6c]), zvtBytes(code.aborted, [0x6c])], { outcome: 'cancelled' }],
  [[zvtBytes(code.aborted, [0x05])], { outcome: 'declined' }],
  [[zvtBytes(code.completed)], { outcome: 'declined' }],
  ['hang up', { outcome: 'unknown' }],
] as const
test('a payment ends approved with its receipt, declined, cancelled, or unknown when the line broke after the amount', async () => {
  for (const [play, paid] of cases) {
    const there = await playing(play)
    const terminal = zvtTerminal('127.0.0.1', there.port)
    assert.deepEqual(await terminal.pay(1260), paid)
    assert.deepEqual([...(there.asked[0] ?? [])].slice(0, 10), [0x06, 0x01, 10, 0x04, 0, 0, 0, 0, 0x12, 0x60])
    await terminal.close()
    await there.close()
  }
})

test('a terminal that is off has shown no amount', async () => {
  const there = await playing([])
  await there.close()
  const terminal = zvtTerminal('127.0.0.1', there.port)
  assert.deepEqual(await terminal.pay(100), { outcome: 'cancelled' })
  assert.equal(terminal.state(), 'away')
})

test('the simulator approves, declines when told so, and can be cancelled', async () => {
  const terminal = simulatedTerminal()
  assert.deepEqual(await terminal.pay(100), { outcome: 'approved', receipt_no: '0001' })
  terminal.next('declined')
  assert.deepEqual(await terminal.pay(100), { outcome: 'declined' })
  const paying = terminal.pay(100)
  await terminal.cancel()
  assert.deepEqual(await paying, { outcome: 'cancelled' })
})
