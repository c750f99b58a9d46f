import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { BrokerAddress } from '../types';

/** Starts to connect. The broker's certificate is verified unless the caller's TLS options say otherwise. */
export function openSocket({ host, port, tls }: BrokerAddress): Socket {
  if (!tls) {
    return connectTcp({ host, port });
  }
  const name = isIP(host) ? {} : { servername: host };
  return connectTls({ rejectUnauthorized: true, ...name, ...tls, host, port });
}

/**
 * Calls `onSilence` when nothing has been received for `limitMs`. Returns the function that stops watching.
 * Data that waits while our own process was busy counts as received.
 */
export function watchSilence(socket: Socket, limitMs: number, onSilence: () => void): () => void {
  const timer = setTimeout(() => {
    const received = socket.bytesRead;
    setImmediate(() => {
      if (socket.bytesRead === received) {
        onSilence();
      }
    });
  }, limitMs);
  const refresh = () => void timer.refresh();
  socket.on('data', refresh);
  return () => {
    clearTimeout(timer);
    socket.off('data', refresh);
  };
}
