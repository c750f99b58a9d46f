import type { Header } from './frame';
import { escapeHeader } from './header-text';
import type { StompVersion } from './versions';

/** Ends a line, and between frames it is a heart-beat. */
export const lineEnd = Buffer.from('\n');

const frameEnd = Buffer.from('\0\n');
const noBody = Buffer.alloc(0);

/**
 * The pieces of a frame, with a line end behind it as ActiveMQ sends it.
 *
 * @param lines the headers, as {@link headerLines} writes them
 */
export function formatFrame(command: string, lines: string, body: Buffer = noBody): Buffer[] {
  return [Buffer.from(`${command}\n${lines}\n`), body, frameEnd];
}

/** CONNECTED is never escaped (the STOMP specification): write its headers as version 1.0. */
export function headerLines(version: StompVersion, headers: Iterable<Header>): string {
  let lines = '';
  for (const [name, value] of headers) {
    lines += `${escapeHeader(name, version)}:${escapeHeader(value, version)}\n`;
  }
  return lines;
}
