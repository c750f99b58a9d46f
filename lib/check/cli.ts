#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { UsageError } from '../common/usage-error';
import { thrownText } from '../protocol';
import type { CheckResult } from './check-result';
import { readArguments, type Arguments } from './command-line/arguments';
import { checkGc } from './command-line/check-gc';
import { help } from './command-line/help';
import { checkTraceFile } from './offline/check-trace-file';
import { hasProblem } from './report/finding';
import { jsonReport } from './report/json-report';
import { textReport } from './report/text-report';
import { htmlReport } from './report/html-report';

/** Returns the exit status: 0 all is well, 1 something was found, 2 the check was stopped. */
async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (given.has('help')) {
    console.log(help());
    return 0;
  }
  const result = await check(given);
  console.log(given.has('json') ? jsonReport(result) : textReport(result.report, process.stdout.isTTY));
  await writeFiles(given, result);
  return statusOf(result);
}

/** A trace, or a GC that runs. */
function check(given: Arguments): Promise<CheckResult> {
  return given.trace === undefined ? checkGc(given) : checkTraceFile(given.trace);
}

function statusOf({ isStopped, report }: CheckResult): number {
  if (isStopped) {
    return 2;
  }
  return hasProblem(report) ? 1 : 0;
}

async function writeFiles(given: Arguments, { report, profile, trace }: CheckResult): Promise<void> {
  const traceFile = given.text('record');
  const profileFile = given.text('profile');
  const htmlFile = given.text('html');
  if (profileFile !== undefined) {
    await write(profileFile, `${JSON.stringify(profile, null, 2)}\n`);
  }
  if (htmlFile !== undefined) {
    await write(htmlFile, htmlReport(report));
  }
  if (traceFile !== undefined && trace !== undefined) {
    await write(traceFile, withLineEnds(trace));
  }
}

async function write(file: string, content: string | Iterable<string>): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${thrownText(error)}`);
  }
}

function* withLineEnds(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) {
    yield `${line}\n`;
  }
}

main()
  .then((status) => {
    process.exitCode = status;
  })
  .catch((error: unknown) => {
    console.error(error instanceof UsageError ? error.message : thrownText(error));
    console.error('gc-check --help says what there is.');
    process.exitCode = 2;
  });
