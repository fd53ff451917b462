/** A title as the catalogue of Project Gutenberg has it in one text, taken apart. */
export type TitleParts = {
  title: string
  part_number: string | null
  part_name: string | null
  subtitle: string | null
  series: { title: string; volume: string } | null
  /** Given only where the title itself names the year of the periodical that it comes from. */
  year: number | null
}

const DIME_NOVEL = /^(Lord Lister) No\. 0*(\d+): (.+)$/s
const PERIODICAL = /^De Aarde en haar Volken,? (?:Jaargang )?((\d{4})[\d-]*)\.?$/
const PART =
  /^(.+?)(?:[:,;]| [—-]) ((?:Deel|Tweede deel|Eerste deel|Derde deel|Part|Tome) ?[\dIVX]*(?:,? (?:Hoofdstuk|hoofdstuk)[^:]*| (?:van|of) \d+)?)(?:: (.+))?$/

function orNull(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim()
  return trimmed === '' ? null : trimmed
}

/** Lines, `$b` and the first colon part title from subtitle; what names a periodical or a row of novels is a series. */
export function splitTitle(raw: string): TitleParts {
  const [first = '', ...rest] = raw
    .split(/\r?\n/)
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
  const periodical = rest.map(line => PERIODICAL.exec(line)).find(match => match !== null)
  const subtitles = rest.filter(line => !PERIODICAL.test(line))
  const novel = DIME_NOVEL.exec(first)
  const [main = '', marked] = (novel?.[3] ?? first).split(/\s*:?\s*\$b\s*/)
  const part = PART.exec(main)
  const [title = '', ...after] = (part?.[1] ?? main).split(/: /)
  const subtitle = orNull([...after, marked, ...subtitles].filter(text => orNull(text) !== null).join(' : '))
  return {
    title: title.trim(),
    part_number: orNull(part?.[2]),
    part_name: orNull(part?.[3]),
    subtitle,
    series:
      novel !== null
        ? { title: novel[1] ?? '', volume: novel[2] ?? '' }
        : periodical === undefined
          ? null
          : { title: 'De Aarde en haar Volken', volume: periodical[1] ?? '' },
    year: periodical === undefined ? null : Number(periodical[2]),
  }
}

const ARTICLES: Readonly<Record<string, RegExp>> = {
  nl: /^(?:De|Den|Der|Het|Een|Eene|’t|'t|’n|'n) +/,
  en: /^(?:The|A|An) +/,
  fr: /^(?:(?:Le|La|Les|Un|Une) +|L['’])/,
  de: /^(?:Der|Die|Das|Ein|Eine) +/,
}

/** How many characters of the title do not count for sorting (245, second indicator), at most 9. */
export function nonFilingCharacters(title: string, language: string): number {
  const length = ARTICLES[language]?.exec(title)?.[0].length ?? 0
  return length < title.length && length <= 9 ? length : 0
}
