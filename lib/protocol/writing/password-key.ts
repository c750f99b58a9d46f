/** How many bytes key and IV of Triple-DES in CBC mode have. */
export const passwordKeyBytes = 24;
export const passwordIvBytes = 8;

/** Whether a key or IV of so many bytes is given: as text that has them in UTF-8, or as hex digits. */
export function standsForBytes(given: unknown, bytes: number): given is string {
  return (
    typeof given === 'string' &&
    (isHexOf(given, bytes) || new TextEncoder().encode(given).byteLength === bytes)
  );
}

/** No text can be taken for hex: hex has twice as many characters as a text may have bytes. */
export function isHexOf(given: string, bytes: number): boolean {
  return given.length === 2 * bytes && /^[0-9a-f]+$/i.test(given);
}
