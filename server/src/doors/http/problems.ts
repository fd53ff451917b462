import {
  type Code,
  type Fault,
  type Finding,
  type Problem,
  texts,
  textToReader,
  type Whom,
} from '@kaft/contract'
import type { FastifyReply } from 'fastify'
import { StaleSession } from '../../base/tx.ts'

/** Which HTTP status each common code carries; any code that is not here is a refusal by rules: 409. */
const statuses: Partial<Record<Code, number>> = {
  invalid: 400,
  not_acceptable: 400,
  not_signed_in: 401,
  session_ended: 401,
  sign_in_failed: 401,
  pin_failed: 401,
  oidc_refused: 401,
  oidc_unlinked: 401,
  invitation_wrong: 401,
  second_factor_wrong: 401,
  second_factor_used: 401,
  password_wrong: 401,
  reader_unknown: 401,
  no_leave: 403,
  help_reads_only: 403,
  full_sign_in_needed: 403,
  briefing_needed: 403,
  second_factor_needed: 403,
  second_factor_missing: 403,
  oidc_other_library: 403,
  not_found: 404,
  patron_unknown: 404,
  title_unknown: 404,
  item_unknown: 404,
  changed_meanwhile: 412,
  too_large: 413,
  door_key_unknown: 401,
  command_reused: 422,
  account_locked: 423,
  reader_rests: 423,
  too_many: 429,
  fault: 500,
  unavailable: 503,
  coupling_off: 503,
  oidc_away: 503,
}

export interface ProblemParts {
  readonly about?: Finding['about'] | undefined
  readonly findings?: readonly Finding[]
  readonly faults?: readonly Fault[]
  readonly instance?: string
  readonly retry?: boolean
  /** Where a reader is answered, by a website or a page of theirs: whom the sentences are about. Absent: they are said at a desk. */
  readonly whom?: Whom | undefined
}

/** RFC 9457 §3.1: type, title, status, instance, and our own members beside them. */
export function problem(code: Code, parts: ProblemParts = {}): Problem {
  const about = parts.about ?? parts.findings?.[0]?.about ?? {}
  const { about: _, findings, faults, whom, ...rest } = parts
  const say = (language: 'nl' | 'en'): string =>
    whom === undefined ? texts[language][code](about) : textToReader(language, code, about, whom)
  return {
    type: `/problems/${code}`,
    title: say('en'),
    status: statuses[code] ?? 409,
    code,
    texts: { nl: say('nl'), en: say('en') },
    ...(findings ? { findings: [...findings] } : {}),
    ...(faults ? { faults: [...faults] } : {}),
    ...rest,
  }
}

export const sendProblem = (reply: FastifyReply, body: Problem): FastifyReply =>
  reply.code(body.status).type('application/problem+json').serializer(JSON.stringify).send(body)

/** Constraints that are the last word of a rule: their name says which refusal they are. */
const constraints: Record<string, Code> = {
  card_library_id_code_key: 'card_in_use',
  patron_person: 'known_here',
  item_library_id_barcode_key: 'barcode_in_use',
  staff_login_key: 'login_in_use',
  loan_open_item: 'item_on_loan_elsewhere',
  hold_open_once: 'hold_duplicate',
}

/** SQLSTATEs after which the same call may simply be repeated: connection lost, shutting down, deadlock, lock timeout. */
const passing = /^(08|57P0|40|55P03|53300)/
const lostConnection =
  /ECONN|EPIPE|ENOENT|terminated|Connection ended|timeout exceeded when trying to connect|not queryable/i

/** The refusal that a thrown fault of the database stands for, or null for a fault of our own. */
export function ofDatabase(error: unknown): { code: Code; retry: boolean } | null {
  const e = error as { code?: string; constraint?: string; message?: string }
  // What their session hangs on changed under every try: nothing is wrong, and the next try will do.
  if (error instanceof StaleSession) return { code: 'unavailable', retry: true }
  if (e.code === 'KF001') return { code: 'session_ended', retry: false }
  // PostgreSQL's own word for a write of somebody who was given to look, and ours for a role that stands alone.
  if (e.code === '25006') return { code: 'help_reads_only', retry: false }
  if (e.code === 'KF002') return { code: 'role_of_helper', retry: false }
  const rule = e.code === '23505' ? constraints[e.constraint ?? ''] : undefined
  if (rule) return { code: rule, retry: false }
  // 22003: an identity of nineteen digits that no bigint holds, which nothing can bear.
  if (e.code === '42501' || e.code === '22003') return { code: 'not_found', retry: false }
  if (
    (e.code && passing.test(e.code)) ||
    lostConnection.test(e.code ?? '') ||
    lostConnection.test(e.message ?? '')
  ) {
    return { code: 'unavailable', retry: true }
  }
  return null
}
