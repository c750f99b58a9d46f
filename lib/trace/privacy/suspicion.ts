import { namesAgentState } from '../../protocol';

/** Names of what is secret, and characters that may be written otherwise. */
const names = /pass|pwd|secret|token|sso|credential|authori|api.?key|private.?key|access.?key|cookie|\\|&#/i;

/** Whether a text may have to do with a secret. */
export function isSuspicious(text: string): boolean {
  return names.test(text) || namesAgentState(text);
}
