/**
 * Writes a user or password for CONNECT. STOMP has no escapes in this frame, but ActiveMQ and RabbitMQ read them there
 * as well: `CORP\nina` would have a line break.
 */
export function escapeLogin(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

const classic = 'ActiveMQ/';
const longestVersion = 20;

/**
 * Whether text may go out as plain UTF-8, as STOMP wants it. ActiveMQ Classic takes the bytes for modified UTF-8 in
 * versions before 5.18.6 and 6.1.4 (https://issues.apache.org/jira/browse/AMQ-8398).
 *
 * @param server the header of the broker's CONNECTED. A broker that does not name itself counts as such a version.
 */
export function readsPlainUtf8(server: string = classic): boolean {
  if (!server.startsWith(classic)) {
    return true;
  }
  const version = server.slice(classic.length, classic.length + longestVersion);
  const [major = 0, minor = 0, patch = 0] = version.split('.', 3).map(leadingNumber);
  if (major !== 5 && major !== 6) {
    return major > 6;
  }
  const [minorNeeded, patchNeeded] = major === 5 ? [18, 6] : [1, 4];
  return minor > minorNeeded || (minor === minorNeeded && patch >= patchNeeded);
}

/** 0 where there is none. */
function leadingNumber(text: string): number {
  return Number.parseInt(text, 10) || 0;
}
