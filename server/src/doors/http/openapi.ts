import { type Operation, operations, Problem } from '@kaft/contract'
import type { TSchema } from 'typebox'
import { namedSchemas } from './named-schemas.ts'

interface ObjectSchema {
  readonly properties?: Record<string, TSchema>
  readonly required?: readonly string[]
}

type Refer = (schema: unknown) => unknown

const parametersOf = (refer: Refer, schema: TSchema | undefined, where: 'path' | 'query'): object[] => {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema
  return Object.entries(properties).map(([name, s]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: refer(s),
  }))
}

const said = (refer: Refer, module: string, op: Operation): object => ({
  operationId: op.id,
  tags: [module],
  summary: op.summary,
  description: [
    `Leave: \`${op.leave}\`.`,
    op.purpose ? `Purpose written to the access log: \`${op.purpose}\`.` : '',
    op.codes ? `Refuses with: ${op.codes.map(c => `\`${c}\``).join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' '),
  ...(op.leave === 'anyone' ? { security: [] } : {}),
  ...(op.leave === 'website' ? { security: [{ website: [] }] } : {}),
  ...(op.leave === 'reader' ? { security: [{ reader: [] }, { readerToken: [] }] } : {}),
  parameters: [...parametersOf(refer, op.params, 'path'), ...parametersOf(refer, op.query, 'query')],
  ...(op.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: refer(op.body) } } } }
    : {}),
  responses: {
    [op.status ?? 200]: { description: 'Done', content: { 'application/json': { schema: refer(op.ok) } } },
    default: {
      description: 'Refused or failed',
      content: { 'application/problem+json': { schema: refer(Problem) } },
    },
  },
})

/** The contract as OpenAPI 3.1; committed as `docs/openapi.json`, so that a change of the API shows in review. */
export function openApi(): object {
  const { refer, components } = namedSchemas()
  const paths: Record<string, Record<string, object>> = {}
  for (const { module, op } of operations) {
    const path = op.path.replace(/:([a-z_]+)/g, '{$1}')
    paths[path] = { ...paths[path], [op.method.toLowerCase()]: said(refer, module, op) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kaft',
      version: '1',
      summary: 'The shared library system',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'kaft_session' },
        website: { type: 'http', scheme: 'bearer' },
        reader: { type: 'apiKey', in: 'cookie', name: 'kaft_reader' },
        readerToken: { type: 'http', scheme: 'bearer' },
      },
      schemas: components(),
    },
  }
}
