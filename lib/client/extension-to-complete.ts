import { parameters } from '../protocol';
import type { LegSnapshot } from './calls';

/** The extension of the agent who is consulted: who is in the consult call besides the agent, else who was called. */
export function extensionToComplete(
  calls: readonly LegSnapshot[],
  own: string | undefined,
): string | undefined {
  const consult = calls.find(({ leg }) => leg === 'consult');
  const others = consult?.participants?.map(({ extension }) => extension) ?? [];
  return [...others.filter((extension) => extension !== own), consult?.toAddress].find(isExtension);
}

function isExtension(address: string | undefined): address is string {
  return address !== undefined && parameters.extension.pattern.test(address);
}
