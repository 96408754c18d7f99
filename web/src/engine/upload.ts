/**
 * Sends bytes and says how far they have come, which `fetch` can't yet.
 * Never tries again by itself: whoever asks knows what it is worth.
 */
import { unreachable } from './api-error';

export interface Watch {
  /** Between 0 and 1. */
  progress(share: number): void;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Resolves with whatever is answered; rejects with an ApiError where nothing is, and when it is stopped. */
export function upload(
  address: string,
  headers: Readonly<Record<string, string>>,
  bytes: Blob,
  { progress, signal }: Watch,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(unreachable());
    request.open('POST', address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) progress(loaded / total);
    };
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = request.onabort = request.ontimeout = lost;
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) lost();
    else request.send(bytes);
  });
}
