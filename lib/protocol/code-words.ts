/** For codes whose own words do not say what is wrong. */
const words: Readonly<Partial<Record<string, string>>> = {
  RE_LOGIN: 'not logged in',
};

/** The code of an error as words, where there is little room: "resource busy" for CF_RESOURCE_BUSY. */
export function codeWords(code: string): string {
  return (
    (Object.hasOwn(words, code) ? words[code] : undefined) ??
    code
      .replace(/^(?:CF|GC|E_CTI)_/, '')
      .replaceAll('_', ' ')
      .toLowerCase()
  );
}
