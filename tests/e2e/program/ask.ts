import type { Ask, OkOf, Operation, Problem } from '@kaft/contract'

export interface Said<T> {
  readonly status: number
  readonly body: T
  readonly problem: Problem
  readonly text: string
}

/** Calls an operation of the contract over the network. @param secret of the session; null for nobody */
export async function ask<O extends Operation>(
  at: { readonly address: string; readonly secret: string | null },
  op: O,
  asked: Partial<Ask<O>> = {},
): Promise<Said<OkOf<O>>> {
  const params = (asked.params ?? {}) as Record<string, string>
  const path = op.path.replace(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const query = new URLSearchParams(asked.query ?? {}).toString()
  const answer = await fetch(`${at.address}/api/v1${path}${query ? `?${query}` : ''}`, {
    method: op.method,
    headers: {
      ...(op.body ? { 'content-type': 'application/json' } : {}),
      ...(at.secret ? { cookie: `kaft_session=${at.secret}` } : {}),
    },
    ...(op.body ? { body: JSON.stringify(asked.body ?? {}) } : {}),
  })
  const text = await answer.text()
  const body = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
  return { status: answer.status, body, problem: body, text }
}
