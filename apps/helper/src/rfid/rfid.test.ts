import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as rest } from 'node:timers/promises'
import type { Tag } from '../ports.ts'
import { readBasicBlock, writeBasicBlock } from './iso28560.ts'
import { linePad } from './line-pad.ts'
import { simulatedPad } from './simulated-pad.ts'

test('the basic block of a tag is read back, and one whose check is wrong is none', () => {
  const item = { code: '3000123456789', part: 2, parts: 3 }
  const block = writeBasicBlock(item, 'GENT01')
  assert.deepEqual(readBasicBlock(block), item)
  for (let at = 0; at < block.length; at++) {
    const wrong = Uint8Array.from(block)
    wrong[at] = (wrong[at] ?? 0) ^ 0x21
    assert.equal(readBasicBlock(wrong), null, `byte ${at}`)
  }
  assert.equal(readBasicBlock(new Uint8Array(32)), null)
  assert.equal(readBasicBlock(block.subarray(0, 31)), null)
})

test('a pad behind a line tells its stack, and takes the security of a tag', async () => {
  let line: Socket | undefined
  const server = createServer(socket => {
    line = socket
    const hex = Buffer.from(writeBasicBlock({ code: '3000123', part: 1, parts: 1 })).toString('hex')
    socket.write(
      `{"tags":[{"uid":"E004015012345678","block":"${hex}","afi":7},{"uid":"E004015012345679","block":"00","afi":194},{"uid":7}]}\nno json\n`,
    )
    socket.on('data', (bytes: Buffer) => {
      const { uid, afi } = JSON.parse(bytes.toString()) as { uid: string; afi: number }
      socket.write(`${JSON.stringify({ uid, done: afi === 0xc2 })}\n`)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const pad = linePad('127.0.0.1', (server.address() as AddressInfo).port)
  const stacks: (readonly Tag[])[] = []
  pad.watch(tags => stacks.push(tags))
  for (let i = 0; i < 100 && stacks.length === 0; i++) await rest(10)
  assert.deepEqual(stacks[0], [
    { uid: 'E004015012345678', code: '3000123', part: 1, parts: 1, secured: true },
    { uid: 'E004015012345679', code: null, part: 1, parts: 1, secured: false },
  ])
  assert.deepEqual(
    [await pad.secure('E004015012345678', false), await pad.secure('E004015012345678', true)],
    [true, false],
  )
  line?.destroy()
  for (let i = 0; i < 100 && pad.state() !== 'away'; i++) await rest(10)
  assert.equal(await pad.secure('E004015012345678', false), false)
  await pad.close()
  await new Promise(resolve => server.close(resolve))
})

test('the simulator has tags that stick', async () => {
  const pad = simulatedPad()
  let heard: readonly Tag[] = []
  pad.watch(tags => {
    heard = tags
  })
  pad.lay([
    { code: '3000', part: 1, parts: 1 },
    { code: 'STUK1', part: 1, parts: 1 },
  ])
  assert.deepEqual(await Promise.all(heard.map(tag => pad.secure(tag.uid, false))), [true, false])
  assert.equal(await pad.secure('00000000', false), false)
})
