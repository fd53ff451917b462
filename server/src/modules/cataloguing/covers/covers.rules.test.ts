import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawnCover, linesOf } from './draw.rules.ts'
import { coverAddress, imageType, MOST_IMAGE } from './image.rules.ts'

const padded = (start: string, length = 600): Buffer => {
  const bytes = Buffer.alloc(length)
  bytes.write(start, 'latin1')
  return bytes
}

test('what an image is, its first bytes say; its size must be that of a cover', () => {
  const table: readonly [Buffer, string | null][] = [
    [padded('\u00ff\u00d8\u00ff\u00e0'), 'image/jpeg'],
    [padded('\u0089PNG\r\n\u001a\n'), 'image/png'],
    [padded('GIF89a'), 'image/gif'],
    [padded('RIFF\u0000\u0000\u0000\u0000WEBP'), 'image/webp'],
    [padded('RIFF\u0000\u0000\u0000\u0000WAVE'), null],
    [padded('<svg xmlns="http://www.w3.org/2000/svg"><script>'), null],
    [padded('<html>'), null],
    [padded('GIF89a', 43), null],
    [padded('\u00ff\u00d8\u00ff', MOST_IMAGE + 1), null],
    [Buffer.alloc(0), null],
  ]
  for (const [bytes, type] of table) assert.equal(imageType(bytes), type, bytes.toString('latin1', 0, 12))
})

test('a number goes into an address, and nothing else does', () => {
  assert.equal(
    coverAddress('https://c.example/{isbn}/l.jpg?x={isbn}', '9789'),
    'https://c.example/9789/l.jpg?x=9789',
  )
  assert.equal(coverAddress('https://c.example/{isbn}', '../x?y#z'), 'https://c.example/..%2Fx%3Fy%23z')
  for (const wrong of [
    'https://c.example/',
    'file:///{isbn}',
    'https://a:b@c.example/{isbn}',
    '{isbn}',
    'https://c.example/#{isbn}',
  ])
    assert.equal(coverAddress(wrong, '9789'), null, wrong)
})

test('words become lines, and what does not fit ends in dots', () => {
  assert.deepEqual(linesOf('De leeuw van Vlaanderen', 9, 6), ['De leeuw', 'van', 'Vlaander…'])
  assert.deepEqual(linesOf('een twee drie vier', 9, 1), ['een twee…'])
  assert.deepEqual(linesOf('  ', 9, 3), [])
})

test('a drawn cover says title and maker, and nothing in it is more than text', () => {
  const svg = drawnCover({ title: '<script>alert(1)</script> & "meer"', author: 'O\u0000"x' })
  assert.doesNotMatch(svg, /<script|\0/)
  assert.match(svg, /&lt;script&gt;/)
  assert.equal(drawnCover({ title: 'Kaas', author: null }), drawnCover({ title: 'Kaas', author: null }))
  assert.match(drawnCover({ title: '', author: null }), /^<svg .*<\/svg>$/)
})
