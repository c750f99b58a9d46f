import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import sinon from 'sinon';
import { fileStore, type Store } from '../../../lib/store';
import { Child, temporaryFolder } from '../../support/child';

const holder = path.join(__dirname, '../../support/store/holder.ts');
const unavailable = (message: RegExp) => ({ code: 'GC_STORE_UNAVAILABLE', message });
const isRoot = process.getuid?.() === 0;

describe('A store in a file', () => {
  let stores: Store[] = [];

  const openStore = (file: string): Store => {
    const store = fileStore(file);
    stores.push(store);
    return store;
  };
  const newFile = () => path.join(temporaryFolder('store'), 'store.log');
  const put = (store: Store, key: string, value: unknown = 1) => store.put({ room: 'r', key, value });
  const keysIn = async (store: Store) => (await store.list('r')).map(({ key }) => key);

  afterEach(async () => {
    sinon.restore();
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
  });

  /** Once opening has failed, it is tried again after a pause. */
  async function onceItWorks(store: Store): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      try {
        await store.check();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await store.check();
  }

  describe('and a second process', () => {
    it('is refused to the second, and free at once after the first was killed', async () => {
      const file = newFile();
      const first = new Child(process.execPath, ['--import', 'tsx', holder, file]);
      await first.until(() => first.log().includes('written'));
      const second = new Child(process.execPath, ['--import', 'tsx', holder, file]);
      await second.until(() => /GC_STORE_UNAVAILABLE/.test(second.log()));
      assert.match(second.log(), new RegExp(`store\\.log is in use by process ${first.pid} on `));
      await second.end();
      await first.end('SIGKILL');
      assert.deepEqual(await keysIn(openStore(file)), [`of ${first.pid}`]);
    });

    it('goes to exactly one of several that find a dead owner', async () => {
      const file = newFile();
      const owner = new Child(process.execPath, ['--import', 'tsx', holder, file]);
      await owner.until(() => owner.log().includes('written'));
      await owner.end('SIGKILL');
      const several = Array.from({ length: 8 }, () => openStore(file));
      const results = await Promise.allSettled(several.map((store) => store.check()));
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    });
  });

  it('is refused to a second store of the same process, until the first is closed', async () => {
    const file = newFile();
    const first = openStore(file);
    await put(first, '1');
    const second = openStore(file);
    await assert.rejects(second.check(), unavailable(/in use by process/));
    await first.close();
    await onceItWorks(second);
    assert.deepEqual(await keysIn(second), ['1']);
  });

  describe('with the lock of a process elsewhere', () => {
    const elsewhere = JSON.stringify({ pid: 1, place: 'another machine', started: '' });

    it('is refused while the lock is fresh', async () => {
      const file = newFile();
      await writeFile(`${file}.lock-7`, elsewhere);
      await assert.rejects(openStore(file).check(), unavailable(/in use by process 1 on another machine/));
    });

    it('is free when that process has given no sign for a while', async () => {
      const file = newFile();
      await writeFile(`${file}.lock-7`, elsewhere);
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(`${file}.lock-7`, longAgo, longAgo);
      await openStore(file).check();
      const locks = (await readdir(path.dirname(file))).filter((name) => name.includes('lock'));
      assert.deepEqual(locks, ['store.log.lock-8']);
    });

    it('is refused while somebody is just writing a lock', async () => {
      const file = newFile();
      await writeFile(`${file}.lock-1`, '');
      await assert.rejects(openStore(file).check(), unavailable(/in use by another process/));
    });
  });

  it('writes nothing more once another process has taken it over', async () => {
    const file = newFile();
    const store = openStore(file);
    await put(store, '1');
    const before = await readFile(file, 'utf8');
    await writeFile(`${file}.lock-2`, 'of a process that took this one for dead');
    const now = performance.now();
    sinon.stub(performance, 'now').callsFake(() => now + 60_000);
    await assert.rejects(put(store, '2'), unavailable(/taken over by another process/));
    assert.equal(await readFile(file, 'utf8'), before);
  });

  it('names the folder in which it may not write', async () => {
    const folder = isRoot ? '/sys/kernel' : temporaryFolder('closed');
    if (!isRoot) {
      await chmod(folder, 0o500);
    }
    const file = path.join(folder, 'store', 'store.log');
    await assert.rejects(
      openStore(file).check(),
      unavailable(/may not read or write .*store\.log .*right to write/),
    );
  });

  it('says what is wrong where its folder is a file', async () => {
    const file = newFile();
    await writeFile(file, '');
    await assert.rejects(
      openStore(path.join(file, 'store.log')).check(),
      unavailable(/cannot be used: (ENOTDIR|EEXIST)/),
    );
  });

  describe('on a disk that takes no more', () => {
    /** All file handles share their functions. */
    async function functionsOfHandles(): Promise<FileHandle> {
      const handle = await open(__filename, 'r');
      await handle.close();
      return Object.getPrototypeOf(handle) as FileHandle;
    }
    const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

    it('refuses what it cannot write, keeps what it has, and goes on when there is space', async () => {
      const file = newFile();
      const store = openStore(file);
      await put(store, '1');
      const handles = await functionsOfHandles();
      // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its handle below
      const { write } = handles;
      const writing = sinon.stub(handles, 'write').callsFake(async function (
        this: FileHandle,
        ...args: never[]
      ) {
        const [content, , , position] = args as unknown as [Buffer, number, number, number];
        await Reflect.apply(write, this, [content, 0, content.length - 5, position]);
        throw full();
      } as never);
      await assert.rejects(put(store, '2'), unavailable(/the disk with .*store\.log is full .*Free space/));
      assert.deepEqual(await keysIn(store), ['1']);
      assert.equal((await store.once({ room: 'r', key: '1', value: 2 }))?.value, 1);
      writing.restore();
      await put(store, '3');
      await store.close();
      assert.deepEqual(await keysIn(openStore(file)), ['1', '3']);
    });

    it('does not promise what the disk has not confirmed', async () => {
      const file = newFile();
      const store = openStore(file);
      await put(store, '1');
      const handles = await functionsOfHandles();
      const syncing = sinon
        .stub(handles, 'datasync')
        .rejects(Object.assign(new Error('EIO'), { code: 'EIO' }));
      await assert.rejects(put(store, '2'), unavailable(/EIO/));
      await assert.rejects(store.check(), unavailable(/EIO/));
      syncing.restore();
      await store.check();
      assert.deepEqual(await keysIn(store), ['1']);
      await store.close();
      assert.deepEqual(await keysIn(openStore(file)), ['1']);
    });

    it('keeps the place of a record that it could not remove', async () => {
      const store = openStore(newFile());
      await put(store, '1');
      const syncing = sinon.stub(await functionsOfHandles(), 'datasync').rejects(full());
      await assert.rejects(store.take('r', '1'), unavailable(/full/));
      syncing.restore();
      assert.equal((await store.take('r', '1'))?.value, 1);
    });

    it('goes on with its file where that cannot be written anew', async () => {
      const store = openStore(newFile());
      const handles = await functionsOfHandles();
      sinon.stub(handles, 'sync').rejects(full());
      await assert.rejects(put(store, '1'), unavailable(/full/));
      sinon.restore();
      await onceItWorks(store);
      sinon.stub(handles, 'sync').rejects(full());
      for (let count = 0; count < 40; count += 1) {
        await put(store, 'same', 'x'.repeat(100_000));
      }
      assert.deepEqual(await keysIn(store), ['same']);
    });

    const canMount = isRoot && process.platform === 'linux';
    (canMount ? it : it.skip)('refuses records, and has all that it promised (a small tmpfs)', async () => {
      const folder = temporaryFolder('full');
      await mkdir(folder, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
      try {
        const file = path.join(folder, 'store.log');
        const ballast = path.join(folder, 'ballast');
        await writeFile(ballast, 'x'.repeat(50_000));
        const store = openStore(file);
        const promised: string[] = [];
        let failure: unknown;
        while (failure === undefined && promised.length < 1000) {
          const key = String(promised.length);
          await put(store, key, 'x'.repeat(5000)).then(
            () => promised.push(key),
            (error: unknown) => (failure = error),
          );
        }
        assert.match(String(failure), /is full \(ENOSPC\)/);
        assert.deepEqual(await keysIn(store), promised);
        await rm(ballast);
        await put(store, 'after');
        await store.close();
        const again = openStore(file);
        assert.deepEqual(await keysIn(again), [...promised, 'after']);
        await again.close();
      } finally {
        execFileSync('umount', [folder]);
      }
    });
  });
});
