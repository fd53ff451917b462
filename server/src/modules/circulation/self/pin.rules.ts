/** Whether what was typed beside the card is right: nothing is asked, or day and month of birth as DDMM. */
export function pinFits(rule: 'none' | 'birth', birth_on: string | null, pin: string | null): boolean {
  if (rule === 'none') return true
  // A birth date that is not known to the day proves nothing.
  if (!birth_on || birth_on.length !== 10) return false
  return pin?.trim() === `${birth_on.slice(8, 10)}${birth_on.slice(5, 7)}`
}
