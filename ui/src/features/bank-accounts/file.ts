/** A chosen file on its way to the shell, which reads it. */

/** Larger ones the shell does not take; they are not even read. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** What a list looks like, to begin with. */
export const TEMPLATE = 'code,name,currency,active\n1010,Operating account,USD,yes\n1020,Savings account,USD,yes\n';

const CHUNK = 0x8000;

/** The bytes of a file as text. `null` where there are too many. */
export async function encoded(file: Blob): Promise<string | null> {
  if (file.size > MOST_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let begin = 0; begin < bytes.length; begin += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(begin, begin + CHUNK));
  }
  return btoa(binary);
}
