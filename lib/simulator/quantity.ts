/** What a number may be. */
export interface Quantity {
  readonly min: number;
  readonly max: number;
  /** No fractions. */
  readonly whole?: true;
}

export const speeds: Quantity = { min: 0.01, max: 1000 };
export const seeds: Quantity = { min: 0, max: 4_294_967_295, whole: true };
