import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Recordings of a connection that stay beside the one that begins. */
const mostEarlier = 4;

/** The name of the file of a recording that begins now. Those of one connection sort by time. */
export function traceFile(id: string, at: Date): string {
  return `${prefixOf(id)}${at.toISOString().replaceAll(/[:.]/g, '-')}.jsonl`;
}

/** Removes the files of all but the last recordings of a connection. All others in the folder stay. */
export async function removeOldTraces(folder: string, id: string, newFile: string): Promise<void> {
  const prefix = prefixOf(id);
  const files = (await readdir(folder)).flatMap((file) => {
    const stamp = file.startsWith(prefix) ? stampIn(file.slice(prefix.length)) : undefined;
    return stamp === undefined || newFile === `${prefix}${stamp}.jsonl` ? [] : [{ file, stamp }];
  });
  const stamps = [...new Set(files.map(({ stamp }) => stamp))].sort();
  const old = new Set(stamps.slice(0, -mostEarlier));
  for (const { file, stamp } of files) {
    if (old.has(stamp)) {
      await rm(path.join(folder, file), { force: true });
    }
  }
}

/** The id of a node may have anything in it that a flow file can. */
function prefixOf(id: string): string {
  return `gc-trace-${id.replaceAll(/[^\w-]/g, '_').slice(0, 100)}-`;
}

/** When a recording began, in the name of its file, or of the one with its older lines. */
function stampIn(rest: string): string | undefined {
  return /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)(\.older)?\.jsonl$/.exec(rest)?.[1];
}
