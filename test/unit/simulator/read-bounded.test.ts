import assert from 'node:assert/strict';
import files from 'node:fs/promises';
import sinon from 'sinon';
import { openRegular } from '../../../lib/simulator/site/read-bounded';
import { until } from '../../support/wait';

describe('a file on a disk that is slow', () => {
  afterEach(() => {
    sinon.restore();
  });

  it('is closed when it opens after nobody waits any longer', async () => {
    const handle = await files.open(__filename);
    let open: () => void = () => undefined;
    const opening = new Promise<files.FileHandle>((resolve) => {
      open = () => {
        resolve(handle);
      };
    });
    sinon.stub(files, 'open').returns(opening);
    await assert.rejects(openRegular(__filename, 1), /the file system did not answer/);
    open();
    await until(() => handle.fd === -1);
  });
});
