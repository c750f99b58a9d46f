/** The key of {@link keyedHash}: two numbers of 32 bits. */
export type HashKey = readonly [number, number];

/**
 * HalfSipHash-2-4: a number of 32 bits that nobody can foretell without the key. It takes numbers of 32 bits, and is much
 * faster for few of them than what the system has.
 */
export function keyedHash([k0, k1]: HashKey, words: readonly number[]): number {
  const state = new Int32Array([k0, k1, 0x6c796765 ^ k0, 0x74656462 ^ k1]);
  for (let index = 0; index <= words.length; index += 1) {
    const word = words[index] ?? words.length << 26;
    state[3] = (state[3] ?? 0) ^ word;
    mix(state, 2);
    state[0] = (state[0] ?? 0) ^ word;
  }
  state[2] = (state[2] ?? 0) ^ 0xff;
  mix(state, 4);
  return ((state[1] ?? 0) ^ (state[3] ?? 0)) >>> 0;
}

function mix(state: Int32Array, rounds: number): void {
  let [v0 = 0, v1 = 0, v2 = 0, v3 = 0] = state;
  for (let round = 0; round < rounds; round += 1) {
    v0 = (v0 + v1) | 0;
    v1 = rotate(v1, 5) ^ v0;
    v0 = rotate(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotate(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotate(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotate(v1, 13) ^ v2;
    v2 = rotate(v2, 16);
  }
  state.set([v0, v1, v2, v3]);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
