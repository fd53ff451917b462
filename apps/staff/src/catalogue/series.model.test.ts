import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextVolumes, readSeries, volumesOf } from './series.model.ts'

test('the volume stands after the last semicolon of a series', () => {
  assert.deepEqual(readSeries('Salamander ; 12'), { name: 'Salamander', volume: '12' })
  assert.deepEqual(readSeries('Kunst ; klank ; deel 3'), { name: 'Kunst ; klank', volume: 'deel 3' })
  assert.deepEqual(readSeries('Salamander'), { name: 'Salamander', volume: null })
})

const hit = (title_id: string, series: string | null) => ({ title_id, title: `Titel ${title_id}`, series })
const volumes = volumesOf(
  [
    hit('1', 'Reeks ; 10'),
    hit('2', 'Reeks ; deel 2'),
    hit('3', 'Reeks'),
    hit('4', 'Reeks ; 3'),
    hit('5', 'Andere ; 1'),
  ],
  'Reeks',
)

test('volumes are in the order of their numbers, and what has none comes last', () => {
  assert.deepEqual(
    volumes.map(v => v.title_id),
    ['2', '4', '1', '3', '5'],
  )
})

test('the next volumes are those with a higher number', () => {
  assert.deepEqual(
    nextVolumes(volumes, '4').map(v => v.title_id),
    ['1'],
  )
  assert.deepEqual(nextVolumes(volumes, '3'), [], 'a volume without a number has no next one')
})
