import type { OkOf, Operation, ParamsOf, QueryOf, BodyOf } from '@kaft/contract/operation'
import type { Problem } from '@kaft/contract/problem'
import { briefingAsked, lost, reached, sessionEnded } from './online.ts'
import { ProblemError, UnreachableError } from './problem.ts'
import { stepUp } from './step-up.ts'

type PartOf<O extends Operation, K extends 'params' | 'query' | 'body', Value> = K extends keyof O
  ? {} extends Value
    ? { readonly [P in K]?: Value }
    : { readonly [P in K]: Value }
  : {}

/** What a caller must hand over for this operation; a part the operation does not have cannot be given. */
export type AskOf<O extends Operation> = PartOf<O, 'params', ParamsOf<O>> &
  PartOf<O, 'query', QueryOf<O>> &
  PartOf<O, 'body', BodyOf<O>>

type Part = string | number | boolean
interface LooseAsk {
  readonly params?: Readonly<Record<string, Part | undefined>>
  readonly query?: Readonly<Record<string, Part | undefined>>
  readonly body?: unknown
}

/** Address of an operation with its parameters filled in. */
export const addressOf = (op: Pick<Operation, 'path'>, ask: LooseAsk): string => {
  const path = op.path.replace(/:([a-z_]+)/g, (_, name: string) => {
    const value = ask.params?.[name]
    if (value === undefined) throw new Error(`Parameter ${name} is missing for ${op.path}`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value))
  const tail = query.size === 0 ? '' : `?${query}`
  return `/api/v1${path}${tail}`
}

const unreadable = (status: number): Problem => ({
  type: 'about:blank',
  title: 'Unreadable answer',
  status,
  code: status === 502 || status === 503 || status === 504 ? 'unavailable' : 'fault',
  texts: { nl: '', en: '' },
  retry: status >= 502 && status <= 504,
})

const problemOf = async (response: Response): Promise<Problem> => {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return unreadable(response.status)
  try {
    return (await response.json()) as Problem
  } catch {
    return unreadable(response.status)
  }
}

/**
 * Calls an operation of the contract over HTTP with the session cookie.
 * Throws `ProblemError` for every refusal and fault that the server words, `UnreachableError` when no answer came.
 */
export const call = async <O extends Operation>(
  op: O,
  ask: AskOf<O>,
  options: { readonly signal?: AbortSignal } = {},
): Promise<OkOf<O>> => {
  try {
    return await callOnce(op, ask, options)
  } catch (error) {
    // Nothing was done yet: once the second step is proven, the very same call goes on.
    const code = error instanceof ProblemError ? error.problem.code : ''
    if ((code === 'second_factor_needed' || code === 'second_factor_missing') && (await stepUp.ask()))
      return callOnce(op, ask, options)
    throw error
  }
}

const callOnce = async <O extends Operation>(
  op: O,
  ask: AskOf<O>,
  options: { readonly signal?: AbortSignal },
): Promise<OkOf<O>> => {
  const loose = ask as LooseAsk
  const init: RequestInit = {
    method: op.method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'application/json, application/problem+json' },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }
  if (loose.body !== undefined) {
    init.body = JSON.stringify(loose.body)
    init.headers = { ...init.headers, 'content-type': 'application/json' }
  }
  let response: Response
  try {
    response = await fetch(addressOf(op, loose), init)
  } catch (error) {
    if (options.signal?.aborted === true && options.signal.reason !== timeOut) throw error
    lost()
    throw new UnreachableError(error)
  }
  if (response.ok) {
    reached()
    return (await response.json()) as OkOf<O>
  }
  const problem = await problemOf(response)
  if (problem.code === 'unavailable') lost()
  else reached()
  if (problem.code === 'not_signed_in' || problem.code === 'session_ended') sessionEnded.set(true)
  if (problem.code === 'briefing_needed') briefingAsked.set(true)
  throw new ProblemError(problem)
}

/** Reason with which a call is cut off that took too long; such a call counts as unanswered. */
export const timeOut = new DOMException('No answer in time', 'TimeoutError')
