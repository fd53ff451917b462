import type { SearchNewsMail } from '../../cataloguing/index.ts'

type Told = Pick<SearchNewsMail, 'name' | 'library_name' | 'news' | 'titles'>

const nl = {
  subject: (name: string) => `Nieuw bij ${name}`,
  came: (n: number) => (n === 1 ? '1 nieuwe titel' : `${n} nieuwe titels`),
  changed: (n: number) => (n === 1 ? '1 gewijzigde titel' : `${n} gewijzigde titels`),
  atLeast: (text: string) => `minstens ${text}`,
  begin: (name: string, what: string) => `Bij je zoekopdracht “${name}”: ${what}.`,
  isChanged: '(gewijzigd)',
  more: (n: number) => `en nog ${n}.`,
  look: 'Alles bekijken, of niet meer gemaild worden:',
}
const en: typeof nl = {
  subject: name => `New for ${name}`,
  came: n => (n === 1 ? '1 new title' : `${n} new titles`),
  changed: n => (n === 1 ? '1 changed title' : `${n} changed titles`),
  atLeast: text => `at least ${text}`,
  begin: (name, what) => `For your search “${name}”: ${what}.`,
  isChanged: '(changed)',
  more: n => `and ${n} more.`,
  look: 'To see all, or to get no more mail:',
}

/** What a member of staff is mailed about a search that they follow: titles, and nothing about readers. */
export function searchNewsText(of: Told, link: string, language: string): { subject: string; text: string } {
  const t = language === 'en' ? en : nl
  const { came, changed, more } = of.news
  const parts = [...(came > 0 ? [t.came(came)] : []), ...(changed > 0 ? [t.changed(changed)] : [])]
  const what = parts.join(', ')
  const rest = came + changed - of.titles.length
  const lines = of.titles.map(
    title =>
      `- ${[title.title, title.author].filter(Boolean).join(' · ')}${title.came ? '' : ` ${t.isChanged}`}`,
  )
  const text = [
    t.begin(of.name, more ? t.atLeast(what) : what),
    '',
    ...lines,
    ...(rest > 0 ? [t.more(rest)] : []),
    '',
    t.look,
    link,
    '',
    of.library_name,
  ].join('\n')
  return { subject: t.subject(of.name), text }
}
