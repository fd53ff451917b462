import { dumpSchema } from '../../base/catalogue/schema-dump.ts'
import { openApi } from '../../doors/http/openapi.ts'
import { type Command, withDatabase } from './command.ts'

/** The contract as it is committed: a change of the API shows in review. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 1)}\n`

export const openapi: Command = {
  name: 'openapi',
  usage: '',
  summary: 'Print the contract as OpenAPI 3.1, for docs/openapi.json.',
  run: async call => call.say(openApiText().trimEnd()),
}

export const schema: Command = {
  name: 'schema',
  usage: '',
  summary: 'Print the schema of the database, for db/schema.sql.',
  run: call => withDatabase(call, async ({ client }) => call.say((await dumpSchema(client)).trimEnd())),
}
