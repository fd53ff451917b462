import { createRequire } from 'node:module'
import pg from 'pg'
import type { Query } from './sql.ts'

export type Row = Record<string, unknown>

/** How the driver writes a value of the program for the server; it keeps that to itself. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue: (value: unknown) => string | Buffer | null
}

/** The connection as the driver's own queries see it. */
interface Wire {
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
  readonly stream: { cork?(): void; uncork?(): void }
  parse(of: { name: string; text: string }): void
  bind(of: {
    statement: string
    values: readonly unknown[]
    valueMapper: (value: unknown) => string | Buffer | null
  }): void
  describe(of: { type: 'P'; name: string }): void
  execute(of: object): void
  sync(): void
  sendCopyFail(message: string): void
}

/** What the rows of a statement consist of; it stays the same as long as the statement is prepared. */
interface Shape {
  readonly names: readonly string[]
  readonly parsers: readonly ((text: string) => unknown)[]
}
const NO_ROWS: Shape = { names: [], parsers: [] }
const shapes = new WeakMap<Wire, Map<string, Shape>>()

function shapesOf(wire: Wire): Map<string, Shape> {
  let known = shapes.get(wire)
  if (!known) shapes.set(wire, (known = new Map()))
  return known
}

/**
 * Statements that are sent at once with one Sync behind them. The server answers them in one piece, wakes the program once, and
 * leaves out what stands behind one that failed. Each Sync is an answer that is sent by itself, and what a prepared statement
 * returns is asked for the first time only. The driver takes a query of its own class alone on a connection of this kind.
 */
export class Flight extends pg.Query<Row> {
  declare name: string | undefined
  declare text: string | undefined
  readonly #client: pg.ClientBase
  readonly #queries: readonly Query[]
  readonly #settle: (error: Error | null, rows: Row[][]) => void
  readonly #rows: Row[][] = []
  #known = new Map<string, Shape>()
  #wire: Wire | undefined
  #fault: Error | undefined

  constructor(
    client: pg.ClientBase,
    queries: readonly Query[],
    settle: (error: Error | null, rows: Row[][]) => void,
  ) {
    super({ text: '' }, () => undefined)
    this.#client = client
    this.#queries = queries
    this.#settle = settle
    this.#stand()
  }

  /** The driver notes by name and text which statement the server has parsed: the one whose answer is awaited. */
  #stand(): void {
    const now = this.#queries[this.#rows.length]
    this.name = now?.name
    this.text = now?.text
    if (now) this.#current = []
  }
  #current: Row[] = []

  override submit = (connection: pg.Connection): void => {
    const wire = connection as unknown as Wire
    this.#wire = wire
    this.#known = shapesOf(wire)
    wire.stream.cork?.()
    try {
      for (const query of this.#queries) this.#send(wire, query)
    } catch (error) {
      this.#fault = error as Error
    } finally {
      wire.sync()
      wire.stream.uncork?.()
    }
  }

  #send(wire: Wire, { name, text, values }: Query): void {
    if (wire.parsedStatements[name] === undefined && wire.submittedNamedStatements[name] === undefined) {
      wire.parse({ name, text })
      wire.submittedNamedStatements[name] = text
    }
    wire.bind({ statement: name, values, valueMapper: prepareValue })
    if (!this.#known.has(name)) wire.describe({ type: 'P', name: '' })
    wire.execute({})
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    if (this.name === undefined) return
    this.#known.set(this.name, {
      names: fields.map(f => f.name),
      parsers: fields.map(f => this.#client.getTypeParser(f.dataTypeID, 'text') as (text: string) => unknown),
    })
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { names, parsers } = this.#known.get(this.name ?? '') ?? NO_ROWS
    const row: Row = {}
    try {
      for (const [i, text] of fields.entries())
        row[names[i] ?? ''] = text === null ? null : parsers[i]?.(text)
    } catch (error) {
      this.#fault ??= error as Error
    }
    this.#current.push(row)
  }

  handleCommandComplete(): void {
    if (this.name !== undefined && !this.#known.has(this.name)) this.#known.set(this.name, NO_ROWS)
    this.#rows.push(this.#current)
    this.#stand()
  }
  handleEmptyQuery(): void {
    this.handleCommandComplete()
  }

  handleError(error: Error): void {
    // What stands behind the one that failed was not looked at, so that the server knows none of it that it did not know before.
    for (const { name } of this.#queries.slice(this.#rows.length))
      if (this.#wire) delete this.#wire.submittedNamedStatements[name]
    this.#settle(this.#fault ?? error, [])
  }

  handleReadyForQuery(): void {
    this.#settle(this.#fault ?? null, this.#rows)
  }

  handlePortalSuspended(): void {
    throw new Error('a statement of a flight is answered whole')
  }
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail('COPY is no statement of a flight')
  }
  handleCopyData(): void {
    // Nobody reads it.
  }
}
