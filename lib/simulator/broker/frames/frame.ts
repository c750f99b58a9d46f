import { RefusedFrame } from '../errors';

export interface Frame {
  command: string;
  /** Where a name comes twice, the first one counts. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export type Header = readonly [name: string, value: string];

export function requiredHeader(frame: Frame, name: string): string {
  const value = frame.headers.get(name);
  if (value === undefined) {
    throw new RefusedFrame(`${frame.command} without ${name}`);
  }
  return value;
}
