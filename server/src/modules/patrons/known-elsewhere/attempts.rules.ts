/** So many questions in so long a time: enough for a queue of new members, too few to walk through numbers. */
const MOST = 20
const WINDOW_MS = 10 * 60_000
const MOST_SESSIONS = 10_000

/** When each session asked lately. */
export type Attempts = Map<string, number[]>

/**
 * Notes a question of a session.
 * @returns whether it may be answered
 */
export function mayAsk(attempts: Attempts, session_id: string, at_ms: number): boolean {
  const lately = (attempts.get(session_id) ?? []).filter(t => t > at_ms - WINDOW_MS)
  const may = lately.length < MOST
  // Taken out first, so that the session that asked longest ago is the first to be forgotten.
  attempts.delete(session_id)
  attempts.set(session_id, may ? [...lately, at_ms] : lately)
  const oldest = attempts.size > MOST_SESSIONS ? attempts.keys().next().value : undefined
  if (oldest !== undefined) attempts.delete(oldest)
  return may
}
