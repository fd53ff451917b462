import type { ReactNode } from 'react'
import css from './table.module.css'

/** A table that scrolls inside itself where the window is narrow (WCAG 2.2 §1.4.10 leaves data tables that). */
export const TableBox = ({ label, children }: { label: string; children: ReactNode }): ReactNode => (
  <section className={css['box']} aria-label={label} tabIndex={0}>
    <table className="k-table">{children}</table>
  </section>
)

/** The head of a table; a name with `#` before it stands above numbers. */
export const Heads = ({ names }: { names: readonly string[] }): ReactNode => (
  <thead>
    <tr>
      {names.map(name => (
        <th key={name} scope="col" className={name.startsWith('#') ? 'k-number' : undefined}>
          {name.replace(/^#/, '')}
        </th>
      ))}
    </tr>
  </thead>
)
