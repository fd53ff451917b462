import { Gauge, type Registry } from 'prom-client'
import type { KeptTitles } from './kept.ts'

/** Gauges of the titles in memory, read when they are asked for. */
export function titleGauges(registry: Registry, kept: KeptTitles): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  gauge('kaft_titles_in_memory', 'Titles that memory holds; 0 until it is filled', () => kept.holds.titles)
  gauge('kaft_titles_in_memory_bytes', 'Bytes of memory that they take', () => kept.holds.bytes)
}
