import { setOwn } from '../../common/own-property';

/**
 * A copy of plain data (values, lists and objects by name), so that a flow can do with it what it likes. What is
 * undefined is left out.
 */
export function plainCopy<T>(data: T): T {
  return copyOf(data) as T;
}

function copyOf(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  return Array.isArray(data) ? data.map(copyOf) : copyOfRecord(data as Record<string, unknown>);
}

function copyOfRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name in record) {
    const value = record[name];
    if (value !== undefined) {
      setOwn(copy, name, copyOf(value));
    }
  }
  return copy;
}
