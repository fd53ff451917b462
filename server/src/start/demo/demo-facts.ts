import { Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Demo, readDemo } from '../../../../demo/read-demo.ts'
import type { Db } from '../../base/db.ts'
import { allOf } from '../../base/row.ts'
import { namesOf } from './activity.store.ts'
import { workstationKey } from './found-consortium.ts'
import { SOURCE } from './load-demo.ts'

/** One who can sign in; in a demonstration these are no secrets. */
export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly initials: string
  readonly library: string
  /** The branch where their role holds, or null for the whole library. */
  readonly branch: string | null
  readonly roles: readonly string[]
  readonly pin: string
  readonly badge: string
}
/** A code to scan, what it is, and what happens then. */
export interface DemoCode {
  readonly kind: 'card' | 'item' | 'badge' | 'crate'
  readonly code: string
  readonly library: string
  readonly nl: string
  readonly en: string
  /** Of items. */
  readonly title: string | null
  readonly author: string | null
}
export interface DemoFacts {
  readonly password: string
  /** The accounts of the library whose desk the sheet is for first. */
  readonly accounts: readonly DemoAccount[]
  readonly workstations: readonly {
    readonly library: string
    readonly branch: string
    readonly name: string
    readonly key: string
  }[]
  readonly sheet: readonly DemoCode[]
}

const Names = Type.Object({
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
})

/** What someone needs who tries the demonstration: logins, and codes for each thing that a scan can meet. */
export async function demoFacts(db: Pick<Db, 'bulk'>): Promise<DemoFacts> {
  // Only words and codes are taken from the files here, so any day will do.
  const demo = readDemo('2026-01-01')
  const query = namesOf(
    SOURCE,
    demo.sheet.flatMap(row => row.title ?? []),
  )
  const { rows } = await db.bulk.query({ text: query.text, values: [...query.values], name: query.name })
  const names = new Map(allOf(Names, rows).map(n => [n.control_number, n]))
  return {
    password: demo.password,
    accounts: demo.libraries.flatMap(accountsOf),
    workstations: demo.libraries.flatMap(l =>
      l.branches.flatMap(b =>
        b.workstations.map((name, i) => ({
          library: l.name,
          branch: b.name,
          name: `${b.name} ${name.toLowerCase()}`,
          key: workstationKey(b.code, i + 1),
        })),
      ),
    ),
    sheet: demo.sheet.map(({ title, ...row }) => {
      const named = title === null ? undefined : names.get(title)
      return { ...row, title: named?.title ?? null, author: named?.author ?? null }
    }),
  }
}

const accountsOf = (l: Demo['libraries'][number]): DemoAccount[] =>
  l.staff.map(s => ({
    login: s.login,
    name: s.name,
    initials: s.initials,
    library: l.name,
    branch: l.branches.find(b => s.roles.some(r => r.branch === b.code))?.name ?? null,
    roles: [...new Set(s.roles.map(r => r.role))],
    pin: s.pin,
    badge: s.badge,
  }))
