import { setOwn } from '../../common/own-property';

/**
 * A copy of plain data (values, lists and objects by name), so that a flow can do with it what it likes. What is
 * undefined is left out.
 */
export function plainCopy<T>(data: T): T {
  return copyOf(data) as T;
}

function copyOf(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(copyOf);
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) {
      setOwn(copy, name, copyOf(value));
    }
  }
  return copy;
}
