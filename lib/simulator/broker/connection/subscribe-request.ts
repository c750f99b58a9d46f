import { RefusedFrame } from '../errors';
import { requiredHeader, type Frame } from '../frames/frame';
import type { StompVersion } from '../frames/versions';
import { parseSelector, type Selector } from './selector';

const ackModes = ['auto', 'client', 'client-individual'] as const;
const defaultPrefetch = 1000;

/** What a SUBSCRIBE frame asks for. */
export interface SubscribeRequest {
  /** What UNSUBSCRIBE will name it by. */
  key: string;
  id: string | undefined;
  destination: string;
  ackMode: (typeof ackModes)[number];
  /** So many messages are sent before the first of them is acknowledged. */
  prefetch: number;
  /** Wants all messages of the queue for itself. */
  exclusive: boolean;
  selector: Selector;
}

export function readSubscribe(frame: Frame, version: StompVersion): SubscribeRequest {
  return {
    key: subscriptionKey(frame, version),
    id: frame.headers.get('id'),
    destination: requiredHeader(frame, 'destination'),
    ackMode: readAckMode(frame.headers.get('ack') ?? 'auto'),
    prefetch: readPrefetch(frame.headers.get('activemq.prefetchSize')),
    exclusive: frame.headers.get('activemq.exclusive') === 'true',
    selector: parseSelector(frame.headers.get('selector')),
  };
}

/** Names a subscription in SUBSCRIBE and UNSUBSCRIBE. STOMP 1.0 may leave the id out and name the destination. */
export function subscriptionKey(frame: Frame, version: StompVersion): string {
  const id = frame.headers.get('id');
  if (id === undefined && version === '1.0') {
    return `destination ${requiredHeader(frame, 'destination')}`;
  }
  return `id ${requiredHeader(frame, 'id')}`;
}

function readAckMode(text: string): SubscribeRequest['ackMode'] {
  const mode = ackModes.find((known) => known === text);
  if (mode === undefined) {
    throw new RefusedFrame(`ack must be one of ${ackModes.join(', ')}, not ${text}`);
  }
  return mode;
}

function readPrefetch(text: string | undefined): number {
  if (text === undefined) {
    return defaultPrefetch;
  }
  if (!/^[1-9]\d*$/.test(text)) {
    throw new RefusedFrame(`activemq.prefetchSize must be a whole number from 1, not ${text}`);
  }
  return Number(text);
}
