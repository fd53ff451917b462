/*
 * The check that a national number carries in itself (rijksregisternummer, BIS number, number of the test register):
 * `YYMMDD-XXX-CC`, where CC is 97 less the rest of the first nine digits, with a 2 before them for who was born from
 * 2000 on. Whether it may be used on this system is for the server to say.
 */

export const digitsOf = (typed: string): string => typed.replace(/[.\s-]/g, '')

const fits = (nine: number, check: number): boolean =>
  [nine, 2_000_000_000 + nine].some(number => 97 - (number % 97) === check)

/** What was typed: nothing yet, not whole yet, wrong, or right as far as the number itself can tell. */
export const numberState = (typed: string): 'empty' | 'partial' | 'wrong' | 'valid' => {
  const digits = digitsOf(typed)
  if (digits === '') return 'empty'
  if (!/^\d+$/.test(digits) || digits.length > 11) return 'wrong'
  if (digits.length < 11) return 'partial'
  const month = Number(digits.slice(2, 4)) % 20
  const serial = Number(digits.slice(6, 9))
  const ok =
    fits(Number(digits.slice(0, 9)), Number(digits.slice(9))) && month <= 12 && serial >= 1 && serial <= 998
  return ok ? 'valid' : 'wrong'
}

/** As cards print it: `YY.MM.DD-XXX.CC`; what is not eleven digits stays as it was typed. */
export const writtenNumber = (typed: string): string =>
  digitsOf(typed).replace(/^(\d{2})(\d{2})(\d{2})(\d{3})(\d{2})$/, '$1.$2.$3-$4.$5')

/** As screens show a number that was read: only its check digits. */
export const maskedNumber = (digits: string): string => `••.••.••-•••.${digitsOf(digits).slice(-2)}`
