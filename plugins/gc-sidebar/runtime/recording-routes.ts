import type { NodeAPI } from 'node-red';
import { recordedLines, startRecording, stopRecording, type Route } from '../../../lib/nodered';
import { whenFullChoices } from '../news';
import { choiceIn, flagIn, textIn } from './request-body';

/** Start, stop and download of recordings. `onChange` is called when one has started or stopped. */
export function recordingRoutes(RED: NodeAPI, onChange: () => void): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/gc-sidebar/recordings/start',
      permissions: ['gc.write'],
      answer: ({ body, user }) => {
        const standIns = flagIn(body, 'standIns');
        const whenFull = choiceIn(body, 'whenFull', whenFullChoices);
        startRecording(RED, textIn(body, 'connection'), { standIns, whenFull }, user);
        onChange();
        return { body: {} };
      },
    },
    {
      method: 'post',
      path: '/gc-sidebar/recordings/stop',
      permissions: ['gc.write'],
      answer: async ({ body, user }) => {
        await stopRecording(RED, textIn(body, 'connection'), user);
        onChange();
        return { body: {} };
      },
    },
    {
      method: 'get',
      path: '/gc-sidebar/recordings/:connection',
      permissions: ['gc.write'],
      answer: ({ parameters: { connection = '' }, user }) => ({
        type: 'application/x-ndjson',
        lines: recordedLines(RED, connection, user),
      }),
    },
  ];
}
