import type { RecordingNews, RecordingRequest } from '../news';
import { element } from '../page/elements.editor';
import { tellFailure } from '../page/failure.editor';
import { connectionLabel } from '../page/uses.editor';

const url = 'gc-sidebar/recordings';

/** How long the browser may take to begin with a file. */
const downloadMs = 10_000;

/** Asks the server to record. That it does the list shows; only a failure is said. */
export async function startRecording(request: RecordingRequest): Promise<void> {
  await post('start', request);
}

export async function stopRecording(connection: string): Promise<void> {
  await post('stop', { connection });
}

/** Has the browser save what was recorded. The question for it goes the way of the editor's: a link has no login. */
export async function downloadRecording(connection: string, { startedAt }: RecordingNews): Promise<void> {
  try {
    const lines = (await $.ajax({
      url: `${url}/${encodeURIComponent(connection)}`,
      dataType: 'text',
    })) as string;
    save(lines, `gc-trace-${connectionLabel(connection)}-${new Date(startedAt).toISOString()}`);
  } catch (error) {
    tellFailure(error);
  }
}

async function post(what: 'start' | 'stop', body: object): Promise<void> {
  const data = JSON.stringify(body);
  try {
    await $.ajax({ url: `${url}/${what}`, method: 'POST', contentType: 'application/json', data });
  } catch (error) {
    tellFailure(error);
  }
}

function save(lines: string, name: string): void {
  const file = URL.createObjectURL(new Blob([lines], { type: 'application/x-ndjson' }));
  element('a', { href: file, download: `${name.replace(/[^\p{L}\p{N}-]+/gu, '-')}.jsonl` }).click();
  window.setTimeout(() => {
    URL.revokeObjectURL(file);
  }, downloadMs);
}
