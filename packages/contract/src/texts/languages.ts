/** Names of languages, made once for each language that asks: that costs more than all it answers afterwards. */
const speakers = new Map<string, Intl.DisplayNames>()
function nameOf(tag: string, speaker: string): string | undefined {
  const known = speakers.get(speaker)
  const names = known ?? new Intl.DisplayNames(speaker, { type: 'language', fallback: 'none' })
  if (known === undefined) speakers.set(speaker, names)
  return names.of(tag)
}

/** Codes that name no one language: undetermined, several, uncoded, no words at all (MARC Code List for Languages). */
const NO_LANGUAGE = new Set(['und', 'mul', 'mis', 'zxx'])
/** ISO 639-2/B as records have it, in the shortest form that there is (BCP 47 asks for that). */
const canonical = (code: string): string | null =>
  /^[a-z]{3}$/.test(code) ? (Intl.getCanonicalLocales(code)[0] ?? null) : null

/**
 * The language of a record (008/35–37, 041) as `lang` of HTML has it: `dut` is `nl`, `grc` stays.
 * @returns null where the code names no language, or none that is known
 */
export function languageTag(code: string | null): string | null {
  if (code === null || NO_LANGUAGE.has(code)) return null
  const tag = canonical(code)
  return tag === null || nameOf(tag, 'en') === undefined ? null : tag
}

/** What the language of a record is called in the language of whoever reads; a code that nobody knows stands for itself. */
export function languageName(code: string, speaker: string): string {
  const tag = code === 'und' ? null : canonical(code)
  return (tag === null ? undefined : nameOf(tag, speaker)) ?? code
}
