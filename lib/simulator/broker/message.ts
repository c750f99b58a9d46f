import { requiredHeader, type Frame, type Header } from './frames';

/** What was sent once, however many get it. */
export interface Message {
  id: string;
  destination: string;
  /** JMSType. */
  type: string | undefined;
  /** Only such a message becomes a dead letter when a consumer rejects it. */
  persistent: boolean;
  /** The headers that travel with it. */
  headers: readonly Header[];
  body: Buffer;
  /** Sent with a content-length, so JMS would see a BytesMessage instead of a TextMessage. */
  binary: boolean;
  /** Roughly the bytes of memory it takes. */
  size: number;
}

/** Said by the broker, or between the sender and the broker only. */
const notPassedOn = new Set([
  'destination',
  'receipt',
  'content-length',
  'message-id',
  'subscription',
  'ack',
  'redelivered',
]);

const OVERHEAD_BYTES = 1024;

export function createMessage(id: string, frame: Frame): Message {
  const sent = [...frame.headers].filter(([name]) => !notPassedOn.has(name));
  const headers = [...new Map([...jmsDefaults(), ...sent])];
  const headerSize = headers.reduce((size, [name, value]) => size + name.length + value.length, 0);
  return {
    id,
    destination: requiredHeader(frame, 'destination'),
    type: frame.headers.get('type'),
    persistent: frame.headers.get('persistent') === 'true',
    headers,
    body: frame.body,
    binary: frame.headers.has('content-length'),
    size: OVERHEAD_BYTES + 2 * headerSize + frame.body.length,
  };
}

/** What ActiveMQ adds to a message whose sender did not say it. */
function jmsDefaults(): Header[] {
  return [
    ['expires', '0'],
    ['priority', '4'],
    ['timestamp', String(Date.now())],
  ];
}
