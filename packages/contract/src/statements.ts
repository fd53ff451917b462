import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Line, Nullable, OneOf, Page, Prose } from './values.ts'

/* The privacy statement in versions: what it says, who saw which one, and who still has to. */

/** A version, as a day mostly: `2020-03-20`. */
export const StatementVersion = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$' })
const head = {
  version: StatementVersion,
  /** The day of its last change: from then on it holds. */
  from_on: Day,
  title: Type.String(),
  /** What is new, in plain words. */
  changes: Type.String(),
  state: OneOf(['draft', 'current', 'former']),
}
export const StatementHead = closed(head)
export const Statement = closed({
  ...head,
  /** Paragraphs; a line with `## ` is a heading, one with `- ` stands in a list. */
  body: Type.String(),
  controller: closed({
    name: Type.String(),
    address: Type.String(),
    enterprise_number: Type.String(),
    dpo_name: Type.String(),
    dpo_email: Type.String(),
    vtc_url: Type.String(),
    gba_url: Type.String(),
  }),
})
export const statements = operation({
  id: 'statements',
  method: 'GET',
  path: '/privacy/statements',
  leave: 'anyone',
  summary: 'The versions of the privacy statement, the newest first',
  query: closed({ after: Type.Optional(Day) }),
  ok: Page(StatementHead),
})
const version = closed({ version: StatementVersion })
export const readStatement = operation({
  id: 'readStatement',
  method: 'GET',
  path: '/privacy/statements/:version',
  leave: 'anyone',
  summary: 'One version of the privacy statement; `current` is the one that holds now',
  params: version,
  ok: Statement,
})
export const compareStatements = operation({
  id: 'compareStatements',
  method: 'GET',
  path: '/privacy/statements/:version/compare',
  leave: 'anyone',
  summary: 'What changed between two versions, line by line',
  params: version,
  query: closed({ with: StatementVersion }),
  ok: closed({
    lines: Type.Array(closed({ kind: OneOf(['same', 'gone', 'new']), text: Type.String() })),
  }),
})
export const draftStatement = operation({
  id: 'draftStatement',
  method: 'PUT',
  path: '/privacy/statements/:version',
  leave: 'consortium.privacy',
  summary: 'Write a version that is still to begin; one that began never changes',
  params: version,
  body: closed({
    command_id: CommandId,
    from_on: Day,
    title: Line(120),
    changes: Prose(2000),
    body: Prose(60_000),
  }),
  ok: Statement,
  codes: ['statement_began'],
})

const ShownWay = OneOf(['screen', 'paper'])
export const ShownStatement = closed({
  version: Type.String(),
  /** `online`: read by the patron at their own page, or on the website where they registered. */
  how: OneOf(['screen', 'paper', 'message', 'online']),
  on: Day,
  by: Nullable(Type.String()),
})
const patron = closed({ patron_id: Id })
export const shownStatements = operation({
  id: 'shownStatements',
  method: 'GET',
  path: '/patrons/:patron_id/statements',
  leave: 'patrons.read',
  purpose: 'administration',
  summary: 'Which versions of the privacy statement a patron was shown, when, by whom and how',
  params: patron,
  ok: closed({ rows: Type.Array(ShownStatement), current: Type.String() }),
})
export const informPatron = operation({
  id: 'informPatron',
  method: 'POST',
  path: '/patrons/:patron_id/statements',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'The patron was shown the version that holds now',
  params: patron,
  body: closed({ command_id: CommandId, how: ShownWay }),
  ok: closed({ rows: Type.Array(ShownStatement), current: Type.String() }),
  codes: ['patron_not_own'],
})
export const uninformedPatrons = operation({
  id: 'uninformedPatrons',
  method: 'GET',
  path: '/privacy/uninformed',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Members of the own library who were not shown the version that holds now',
  query: closed({ after: Type.Optional(Id) }),
  ok: closed({
    ...Page(
      closed({
        patron_id: Id,
        name: Type.String(),
        shown: Nullable(Type.String()),
        member_until: Nullable(Day),
      }),
    ).properties,
    version: Type.String(),
    count: Type.Integer(),
  }),
})
export const announceStatement = operation({
  id: 'announceStatement',
  method: 'POST',
  path: '/privacy/statements/:version/announce',
  leave: 'privacy.cases',
  purpose: 'communication',
  summary: 'Tell all members of a version by message: of the own library, or of all of them by their officer',
  params: version,
  body: closed({
    command_id: CommandId,
    /** Whether who has no e-mail gets a letter; else they are told at the desk. */
    letters: Type.Boolean(),
  }),
  ok: closed({ version: Type.String(), libraries: Type.Integer() }),
})

/** What a reader knows of the statement: the version that holds, and what they were shown (P7). */
export const MyStatement = closed({
  version: Type.String(),
  from_on: Day,
  /** What is new in it, in plain words. */
  changes: Type.String(),
  /** When this reader was shown it or read it; null while they were not told. */
  informed_on: Nullable(Day),
  shown: Type.Array(closed({ version: Type.String(), how: ShownStatement.properties.how, on: Day })),
})
export type MyStatement = Static<typeof MyStatement>
export const myStatement = operation({
  id: 'myStatement',
  method: 'GET',
  path: '/me/statement',
  leave: 'reader',
  purpose: 'administration',
  summary: 'The privacy statement that holds, and which versions this reader got, when and how',
  ok: MyStatement,
})
export const noteStatement = operation({
  id: 'noteStatement',
  method: 'POST',
  path: '/me/statement',
  leave: 'reader',
  purpose: 'administration',
  status: 201,
  summary: 'This reader takes note of the version that holds; nobody has to agree to it',
  body: closed({ command_id: CommandId }),
  ok: MyStatement,
})
