import type { Assertion, Registration } from '@kaft/contract/second-factor'

/** Browsers turn the JSON of a question into bytes, and their answer into JSON, by themselves since 2025 (WebAuthn Level 3 §5.1). */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential

const jsonOf = (credential: Credential | null): unknown => {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no key answered')
  return credential.toJSON()
}

/** Lets somebody touch a new key. Rejects when they leave it, or when it is one that the account has already. */
export const makePasskey = async (options: Record<string, unknown>): Promise<Registration> => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  return jsonOf(await navigator.credentials.create({ publicKey })) as Registration
}

/** Lets somebody touch a key that the account has. Rejects when they leave it. */
export const touchPasskey = async (options: Record<string, unknown>): Promise<Assertion> => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  return jsonOf(await navigator.credentials.get({ publicKey })) as Assertion
}
