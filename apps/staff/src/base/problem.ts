import type { Finding, Problem } from '@kaft/contract/problem'

/** The server answered, and the answer is a refusal or a fault (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** No answer came: the line, the server or the time-out. The same call may be repeated with the same command id. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('No answer from the server', { cause })
    this.name = 'UnreachableError'
  }
}

/** The findings of whatever was thrown, so that a screen can show each with its remedy. */
export const findingsOf = (error: unknown): readonly Finding[] =>
  error instanceof ProblemError ? (error.problem.findings ?? []) : []

/** Whether repeating the very same call can help: no answer, or an answer that says so. */
export const mayRepeat = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof ProblemError &&
    (error.problem.retry === true || error.problem.status === 503 || error.problem.status === 502))

export const isNotSignedIn = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.status === 401
