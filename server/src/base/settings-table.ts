import { settings } from './config.ts'
import type { Setting } from './config-kinds.ts'

/** The table of settings as Markdown, for `docs/operating.md`. */
export function settingsTable(): string {
  const rows = Object.values(settings).map(
    (s: Setting<unknown>) =>
      `| \`${s.name}\` | ${s.fallback === undefined ? '–' : `\`${s.fallback}\``} | ${s.kind.expects} | ${s.describe} |`,
  )
  return ['| setting | default | value | what it does |', '|---|---|---|---|', ...rows, ''].join('\n')
}
