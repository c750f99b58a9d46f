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

/**
 * Has the browser save what was recorded. The question for it goes the way of the editor's: a link has no login. The
 * browser keeps the answer outside of the page's memory, as it can be large.
 */
export async function downloadRecording(connection: string, { startedAt }: RecordingNews): Promise<void> {
  try {
    const trace = (await $.ajax({
      url: `${url}/${encodeURIComponent(connection)}`,
      dataType: 'binary',
      xhr: requestForFile,
    })) as Blob;
    save(trace, `gc-trace-${connectionLabel(connection)}-${new Date(startedAt).toISOString()}`);
  } catch (error) {
    tellFailure(error);
  }
}

/** A request whose answer is a file; what the server refuses is a text, in which the reason can be read. */
function requestForFile(): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.addEventListener('readystatechange', () => {
    if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED && request.status === 200) {
      request.responseType = 'blob';
    }
  });
  return request;
}

async function post(what: 'start' | 'stop', body: object): Promise<void> {
  const data = JSON.stringify(body);
  try {
    await $.ajax({ url: `${url}/${what}`, method: 'POST', contentType: 'application/json', data });
  } catch (error) {
    tellFailure(error);
  }
}

function save(trace: Blob, name: string): void {
  const file = URL.createObjectURL(trace);
  element('a', { href: file, download: `${name.replace(/[^\p{L}\p{N}-]+/gu, '-')}.jsonl` }).click();
  window.setTimeout(() => {
    URL.revokeObjectURL(file);
  }, downloadMs);
}
