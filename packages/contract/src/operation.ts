import type { Static, TSchema } from 'typebox'
import type { Code } from './codes.ts'
import type { Leave } from './leave.ts'
import type { Purpose } from './privacy.ts'

/**
 * One operation of the contract, as plain data. The server binds it, the clients call it, and the OpenAPI
 * description is printed from it, so none of the three can say something else.
 */
export interface Operation {
  /** Unique name; clients import operations by it, never by address. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Address below `/api/v1`, with `:name` for each key of `params`. */
  readonly path: string
  /** One sentence for the reader of the API. */
  readonly summary: string
  /**
   * What the caller must be: staff with a leave, signed-in staff, a reader for themselves, the website of a library by its key,
   * or nobody in particular.
   */
  readonly leave: Leave | 'signed_in' | 'reader' | 'website' | 'anyone'
  /** Why personal data are read; written to the access log. Absent where no person is touched. */
  readonly purpose?: Purpose
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly ok: TSchema
  /** 201 where something is made; otherwise 200. */
  readonly status?: 200 | 201
  /** The findings with which this operation may refuse. */
  readonly codes?: readonly Code[]
}

export const operation = <const O extends Operation>(o: O): O => o

type Part<O, K extends keyof Operation> = K extends keyof O ? (O[K] extends TSchema ? Static<O[K]> : {}) : {}

/** What a handler receives, each part already checked against its schema. */
export interface Ask<O extends Operation> {
  readonly params: Part<O, 'params'>
  readonly query: Part<O, 'query'>
  readonly body: Part<O, 'body'>
}
export type OkOf<O extends Operation> = Static<O['ok']>
export type BodyOf<O extends Operation> = Part<O, 'body'>
export type QueryOf<O extends Operation> = Part<O, 'query'>
export type ParamsOf<O extends Operation> = Part<O, 'params'>
