/** Kinds of images that are shown, by their first bytes and never by what somebody says of them. */
const KINDS: readonly { readonly type: string; readonly is: (bytes: Uint8Array) => boolean }[] = [
  { type: 'image/jpeg', is: b => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: 'image/png', is: b => latin(b, 0, 8) === '\u0089PNG\r\n\u001a\n' },
  { type: 'image/gif', is: b => /^GIF8[79]a$/.test(latin(b, 0, 6)) },
  { type: 'image/webp', is: b => latin(b, 0, 4) === 'RIFF' && latin(b, 8, 12) === 'WEBP' },
]
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** The largest image that is kept. */
export const MOST_IMAGE = 900_000
/** Smaller ones are the dot that some sources send for a cover that they have not. */
const LEAST_IMAGE = 400

/** What kind of image it is; null where it is none, or not of a size that a cover has. */
export function imageType(bytes: Uint8Array): string | null {
  if (bytes.length < LEAST_IMAGE || bytes.length > MOST_IMAGE) return null
  return KINDS.find(kind => kind.is(bytes))?.type ?? null
}

/** How long an answer is believed, in days: an image, that there is none, and that a source was not there. */
export const DAYS = { have: 180, none: 30, away: 1 } as const

/** Whether an address can be asked for a cover: a number goes into it, and nothing of it is a login. */
export function coverAddress(template: string, isbn: string): string | null {
  if (!template.includes('{isbn}')) return null
  const address = template.replaceAll('{isbn}', encodeURIComponent(isbn))
  if (!URL.canParse(address)) return null
  const { protocol, username, password, hash } = new URL(address)
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '' && hash === ''
    ? address
    : null
}
