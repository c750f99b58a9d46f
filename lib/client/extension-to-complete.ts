import { parameters } from '../protocol';
import type { LegSnapshot } from './calls';

/**
 * The extension of the agent who is consulted: who is in the consult call besides the agent, else who was called. Where
 * the agent's own extension is not known, it is the one that the call comes from.
 */
export function extensionToComplete(
  calls: readonly LegSnapshot[],
  own: string | undefined,
): string | undefined {
  const consult = calls.find(({ leg }) => leg === 'consult');
  const agent = own ?? consult?.fromAddress;
  const others = consult?.participants?.map(({ extension }) => extension) ?? [];
  return [...others.filter((extension) => extension !== agent), consult?.toAddress].find(isExtension);
}

function isExtension(address: string | undefined): address is string {
  return address !== undefined && parameters.extension.pattern.test(address);
}
