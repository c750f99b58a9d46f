import { RefusedFrame } from '../errors';

export interface DestinationName {
  kind: 'queue' | 'topic';
  name: string;
}

/** Reads `/queue/NAME` and `/topic/NAME`; wildcards, lists and temporary destinations are not known here. */
export function parseDestination(text: string): DestinationName {
  const [, kind, name] = /^\/(queue|topic)\/([^\s,*>]+)$/.exec(text) ?? [];
  if (name === undefined || (kind !== 'queue' && kind !== 'topic')) {
    throw new RefusedFrame(
      `Illegal destination name: [${text}]. It must be /queue/NAME or /topic/NAME, without , * >`,
    );
  }
  return { kind, name };
}

/** The virtual topic that fills this queue: `Consumer.<anyone>.VirtualTopic.<name>`, as in ActiveMQ. */
export function virtualTopicOf(queueName: string): string | undefined {
  return /^Consumer\.[^.]+\.(VirtualTopic\..+)$/.exec(queueName)?.[1];
}
