/**
 * The number that is printed on an identity card, `xxx-xxxxxxx-yy`: the last two digits are the rest of the first ten
 * by 97, where 97 stands for no rest. It changes with each renewal, so that it names a card and never a person.
 */
export const cardNumberIsValid = (digits: string): boolean =>
  /^[0-9]{12}$/.test(digits) && (Number(digits.slice(0, 10)) % 97 || 97) === Number(digits.slice(10))

export const writtenCardNumber = (digits: string): string =>
  digits.replace(/^([0-9]{3})([0-9]{7})([0-9]{2})$/, '$1-$2-$3')
