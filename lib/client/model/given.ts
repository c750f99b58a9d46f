type Given<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined: in what flows get, absent is absent. */
export function given<T extends object>(values: T): Given<T> {
  const result: Record<string, unknown> = {};
  for (const name in values) {
    if (values[name] !== undefined) {
      result[name] = values[name];
    }
  }
  return result as Given<T>;
}
