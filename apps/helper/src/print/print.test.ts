import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { zpl } from './label.ts'
import { drawerOf, openPrinter } from './open-printer.ts'
import { escPos, pageBytes, WIDTH, wrap } from './receipt.ts'

const text = (bytes: Uint8Array | number[]): string =>
  new TextDecoder('windows-1252').decode(Uint8Array.from(bytes))

test('a receipt is reset, set to its code page, written and cut', () => {
  const bytes = escPos([
    { text: 'Bib Testgem', style: 'title' },
    { text: 'Te betalen', end: '€ 0,60', style: 'bold' },
    { text: '', style: 'rule' },
    { text: 'De kleine Johannes' },
  ])
  assert.deepEqual(Array.from(bytes.slice(0, 5)), [0x1b, 0x40, 0x1b, 0x74, 16])
  assert.deepEqual(Array.from(bytes.slice(-4)), [0x1d, 0x56, 0x42, 0])
  const lines = text(bytes).split('\n')
  assert.ok(lines[1]?.endsWith(`Te betalen${' '.repeat(WIDTH - 16)}€ 0,60`))
  assert.ok(lines.some(line => line.includes('-'.repeat(WIDTH))))
})

test('letters that the page of the printer lacks lose their accent, not their place', () => {
  assert.equal(text(pageBytes('Müller € 5,00 – Łódź ć 日 \u0001')), 'Müller € 5,00 – ?ódz c ? ?')
})

test('lines break at words, and no line is too long', () => {
  assert.deepEqual(wrap('De leeuw van Vlaanderen', 10), ['De leeuw', 'van', 'Vlaanderen'])
  assert.deepEqual(wrap('Vlaanderenlandschap', 10), ['Vlaanderen', 'landschap'])
  assert.deepEqual(wrap('', 10), [''])
})

test('what a label says cannot end it', () => {
  const said = new TextDecoder().decode(
    zpl({ lines: ['J VAND^XZ', 'Jeugd ~ 50_'], barcode: '3000^1', copies: 2 }),
  )
  assert.equal(said.match(/\^XZ/g)?.length, 1)
  assert.match(said, /J VAND_5EXZ/)
  assert.match(said, /Jeugd _7E 50_5F/)
  assert.match(said, /\^FD3000_5E1\^FS\^PQ2\^XZ/)
})

test('bytes go to a printer on the network or to a device file, and a printer that is off is told', async () => {
  const got: Buffer[] = []
  const server = createServer(socket => socket.on('data', (bytes: Buffer) => got.push(bytes)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const printer = openPrinter(`tcp://127.0.0.1:${port}`)
  assert.ok(printer)
  await drawerOf(printer).open()
  await new Promise(resolve => setTimeout(resolve, 50))
  assert.deepEqual(Array.from(Buffer.concat(got)), [0x1b, 0x70, 0, 25, 250])
  await new Promise(resolve => server.close(resolve))
  await assert.rejects(printer.send(Uint8Array.of(1)))
  assert.equal(printer.state(), 'away')

  const folder = await mkdtemp(join(tmpdir(), 'kaft-helper-'))
  const file = join(folder, 'lp0')
  await writeFile(file, '')
  await openPrinter(file)?.send(Uint8Array.of(65, 66))
  assert.equal(await readFile(file, 'utf8'), 'AB')
  await rm(folder, { recursive: true })
  for (const wrong of ['lp0', 'http://printer', 'tcp://', '']) assert.equal(openPrinter(wrong), null, wrong)
})
