import { address, setting, text, whole } from './config-kinds.ts'

/** Settings of the practice room; part of the table of all settings. */
export const practiceSettings = {
  practicePort: setting(
    'KAFT_PRACTICE_PORT',
    whole(0, 65535),
    undefined,
    'Port on which this process opens a practice room: another Kaft beside this one, on a database of its own with invented people. 0 takes any free one. Not set: there is none.',
  ),
  practiceUrl: setting(
    'KAFT_PRACTICE_URL',
    address('an address that begins with http:// or https://', 'http:', 'https:'),
    undefined,
    'Address by which people reach the practice room, when a proxy stands before it. Set it alone, without a port, in the other processes of an installation.',
  ),
  practiceSecret: setting(
    'KAFT_PRACTICE_SECRET',
    text('what the real Kaft and its practice room both know', /^[\x21-\x7e]{20,200}$/),
    undefined,
    'Makes this process a practice room; Kaft sets it itself when it opens one. Such a process speaks to nobody outside and refuses a database that is not a demonstration.',
  ),
} as const
