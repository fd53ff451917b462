import type { BlockedAction } from '@kaft/contract/patron-parts'
import type { PatronTexts } from './texts/nl.ts'

export const everyAction = ['loan', 'renewal', 'hold', 'internet'] as const satisfies BlockedAction[]

/** What a block keeps from, as a sentence. */
export const blockedWhat = (t: PatronTexts, actions: readonly BlockedAction[]): string =>
  actions.length === everyAction.length
    ? t.blocks.what
    : t.blocks.whatPart(everyAction.filter(one => actions.includes(one)).map(one => t.blocks.actions[one]))
