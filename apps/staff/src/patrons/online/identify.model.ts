import type { identifyOnline } from '@kaft/contract/online'
import type { BodyOf } from '@kaft/contract/operation'
import type { RegisterBody, RegisterForm } from '../register.model.ts'

export type Proof = 'eid' | 'document'
export type Consent = 'desk' | 'paper' | 'later'
type Body = BodyOf<typeof identifyOnline>

/** What staff had before them: a card that was read proves it by itself; a file proves nothing, so somebody must have looked. */
export const proofNow = (
  { read, seen }: Pick<RegisterForm, 'read' | 'seen'>,
  said: Proof | null,
): Proof | null => (read?.from === 'eid' ? 'eid' : seen || said === 'document' ? 'document' : null)

/** The form of registration as what identifies somebody: the statement was given on the internet. */
export function bodyOf(
  form: RegisterBody & { readonly command_id: string },
  of: { readonly version: number; readonly proof: Proof; readonly consent: Consent },
): Body {
  const { version, proof, consent } = of
  const rest: Partial<typeof form> = { ...form }
  delete rest.statement
  return {
    ...(rest as Omit<typeof form, 'statement'>),
    version,
    proof,
    ...(consent === 'later' ? {} : { consent }),
  }
}
