/** What the time without activity asks for, by the limits of the workstation in seconds. */
export const afterIdle = (
  idle_s: number,
  cover_after_s: number,
  lock_after_s: number,
): 'nothing' | 'cover' | 'warn' | 'lock' => {
  if (idle_s >= lock_after_s) return 'lock'
  if (idle_s >= lock_after_s - 30) return 'warn'
  return idle_s >= cover_after_s ? 'cover' : 'nothing'
}
