/** A number of bytes as people read it: `0 kB`, `34 kB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  const kilobytes = Math.round(bytes / 1000);
  return kilobytes < 1000
    ? `${kilobytes} kB`
    : `${(bytes / 1_000_000).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`;
}
