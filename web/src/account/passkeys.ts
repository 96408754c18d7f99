/**
 * What browsers know of passkeys: making one, asking for one. Everything travels in base 64 for addresses, and nothing is decided here.
 * Never throws because a person changed their mind: that is null.
 */
import type { PasskeyCreation, PasskeyMade, PasskeyProof, PasskeyRequest, ServerInfo } from '../engine';

/** Whether this page stands where passkeys are good, in a browser that has them. */
export function havePasskeys(info: ServerInfo | null): boolean {
  return info?.passkey_origin === location.origin && 'PublicKeyCredential' in window;
}

/** Whether the browser offers passkeys among what it fills in. */
export async function offersInFields(): Promise<boolean> {
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** What the device made; null when its owner would not, `there` when it holds one of this account already. */
export async function makePasskey(options: PasskeyCreation): Promise<PasskeyMade | 'there' | null> {
  const publicKey = {
    ...options,
    attestation: 'none',
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    pubKeyCredParams: options.pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
    excludeCredentials: options.excludeCredentials.map(({ id }) => ({ type: 'public-key', id: bytes(id) })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  } satisfies PublicKeyCredentialCreationOptions;
  try {
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
    if (!made) return null;
    const response = made.response as AuthenticatorAttestationResponse;
    return { client_data: text(response.clientDataJSON), attestation: text(response.attestationObject) };
  } catch (thrown) {
    if (thrown instanceof DOMException) return thrown.name === 'InvalidStateError' ? 'there' : null;
    throw thrown;
  }
}

/** What a passkey answered; null when its owner would not. `mediation` is `conditional` for what fields offer. */
export async function askPasskey(
  options: PasskeyRequest,
  signal: AbortSignal,
  mediation: CredentialMediationRequirement = 'optional',
): Promise<PasskeyProof | null> {
  const publicKey = {
    challenge: bytes(options.challenge),
    rpId: options.rpId,
    timeout: options.timeout,
    userVerification: 'required',
  } satisfies PublicKeyCredentialRequestOptions;
  try {
    const found = (await navigator.credentials.get({
      publicKey,
      signal,
      mediation,
    })) as PublicKeyCredential | null;
    if (!found) return null;
    const response = found.response as AuthenticatorAssertionResponse;
    return {
      credential: text(found.rawId),
      user: text(response.userHandle ?? new ArrayBuffer(0)),
      client_data: text(response.clientDataJSON),
      authenticator_data: text(response.authenticatorData),
      signature: text(response.signature),
    };
  } catch (thrown) {
    if (thrown instanceof DOMException) return null;
    throw thrown;
  }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
