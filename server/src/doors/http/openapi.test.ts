import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Finding, operations } from '@kaft/contract'
import { openApi } from './openapi.ts'

interface Document {
  readonly paths: Record<string, Record<string, unknown>>
  readonly components: { readonly schemas: Record<string, unknown> }
}

/** Every object in it, itself included. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  yield value as Record<string, unknown>
  for (const part of Object.values(value)) yield* objectsIn(part)
}

test('the description has each operation, and each name it refers to', () => {
  const { paths, components } = openApi() as Document
  assert.equal(Object.values(paths).flatMap(p => Object.keys(p)).length, operations.length)
  const names = [...objectsIn({ paths, components })].flatMap(o => ('$ref' in o ? [String(o['$ref'])] : []))
  const unknown = names.filter(n => !((n.split('/').at(-1) ?? '') in components.schemas))
  assert.deepEqual(unknown, [])
  assert.deepEqual(
    Object.keys(components.schemas).filter(n => !names.includes(`#/components/schemas/${n}`)),
    [],
  )
})

test('what the contract names is said once', () => {
  const document = openApi() as Document
  const { required } = Finding as unknown as { required: string[] }
  const same = (o: Record<string, unknown>): boolean =>
    JSON.stringify(o['required']) === JSON.stringify(required) && 'properties' in o
  const said = [...objectsIn(document)].filter(o => same(o) && 'about' in (o['properties'] as object))
  assert.deepEqual(said, [document.components.schemas['Finding']])
})
