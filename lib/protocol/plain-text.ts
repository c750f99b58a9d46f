/** To compare texts by: without the case of letters, and without the accents of Latin, Greek and Cyrillic ones. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim();
}
