import { parameters } from '../../protocol';
import type { LegSnapshot } from './calls';

/**
 * The extension of the agent who is consulted: who is in the consult call besides the agent, else who was called, by
 * what GC says or what was dialled. Where the agent's own extension is not known, it is the one that the call comes from.
 */
export function extensionToComplete(
  { participants = [], fromAddress, toAddress }: LegSnapshot,
  own: string | undefined,
  dialled: string | undefined,
): string | undefined {
  const agent = own ?? fromAddress;
  const others = participants.map(({ extension }) => extension).filter((extension) => extension !== agent);
  return [...others, toAddress, dialled].find(isExtension);
}

function isExtension(address: string | undefined): address is string {
  return address !== undefined && parameters.extension.pattern.test(address);
}
