import type { Finding } from '@kaft/contract/problem'
import { texts } from '@kaft/contract/texts/index'
import type { Language } from './language.ts'
import { ProblemError, UnreachableError } from './problem.ts'
import { baseTexts } from './texts.ts'

/** The sentence of a finding in a language. */
export const findingText = (finding: Pick<Finding, 'code' | 'about'>, lang: Language): string =>
  texts[lang][finding.code](finding.about)

/** The sentence of whatever went wrong, and the code for the helpdesk where there is one. */
export const problemText = (error: unknown, lang: Language): { text: string; incident: string | null } => {
  if (error instanceof ProblemError) {
    const { problem } = error
    const said = problem.texts[lang]
    const incident = problem.code === 'fault' ? (problem.instance?.split('/').at(-1) ?? null) : null
    return { text: said === '' ? texts[lang][problem.code]({}) : said, incident }
  }
  if (error instanceof UnreachableError) return { text: baseTexts[lang].noAnswer, incident: null }
  return { text: texts[lang].fault({}), incident: null }
}
