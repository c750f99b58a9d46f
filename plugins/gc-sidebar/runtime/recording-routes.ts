import type { NodeAPI } from 'node-red';
import { recordedContent, startRecording, stopRecording, type Route } from '../../../lib/nodered';
import { whenFullChoices } from '../news';
import { choiceIn, flagIn, textIn } from './request-body';

/** Start, stop and download of recordings. */
export function recordingRoutes(RED: NodeAPI): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/gc-sidebar/recordings/start',
      permissions: ['gc.write'],
      answer: ({ body, user }) => {
        const standIns = flagIn(body, 'standIns');
        const whenFull = choiceIn(body, 'whenFull', whenFullChoices);
        startRecording(RED, textIn(body, 'connection'), { standIns, whenFull }, user);
        return { body: {} };
      },
    },
    {
      method: 'post',
      path: '/gc-sidebar/recordings/stop',
      permissions: ['gc.write'],
      answer: async ({ body, user }) => {
        await stopRecording(RED, textIn(body, 'connection'), user);
        return { body: {} };
      },
    },
    {
      method: 'get',
      path: '/gc-sidebar/recordings/:connection',
      permissions: ['gc.write'],
      answer: async ({ parameters: { connection = '' }, user }) => ({
        type: 'application/x-ndjson',
        ...(await recordedContent(RED, connection, user)),
      }),
    },
  ];
}
