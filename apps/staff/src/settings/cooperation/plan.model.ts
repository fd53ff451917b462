/** Codes of membership types as they were typed: null is all, undefined is unreadable. */
export function typedTypes(typed: string): string[] | null | undefined {
  const types = typed
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  if (types.length === 0) return null
  const sound = types.every(one => /^[a-z][a-z0-9_]{0,39}$/.test(one))
  return sound ? [...new Set(types)] : undefined
}
