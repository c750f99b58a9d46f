/** The key of {@link keyedHash}: two numbers of 32 bits. */
export type HashKey = readonly [number, number];

const roundsPerWord = 2;
const roundsAtEnd = 4;

/**
 * HalfSipHash-2-4 of the first so many numbers of 32 bits: a number of 32 bits that nobody can foretell without the key.
 * It is much faster for few of them than what the system has.
 */
export function keyedHash([k0, k1]: HashKey, words: readonly number[], count: number): number {
  let v0 = k0;
  let v1 = k1;
  let v2 = 0x6c796765 ^ k0;
  let v3 = 0x74656462 ^ k1;
  for (let index = 0; index <= count + 1; index += 1) {
    const isEnd = index > count;
    const word = index < count ? (words[index] ?? 0) : isEnd ? 0 : count << 26;
    v2 ^= isEnd ? 0xff : 0;
    v3 ^= word;
    for (let left = isEnd ? roundsAtEnd : roundsPerWord; left > 0; left -= 1) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
  }
  return (v1 ^ v3) >>> 0;
}
