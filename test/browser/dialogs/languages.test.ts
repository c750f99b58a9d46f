import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../scripts/run.mjs';
import { textsIn } from '../../../scripts/languages/compare';
import { untilReady } from '../../support/browser';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { readPackageJson } from '../../support/node-red';

/** The texts of a catalogue, by their keys. */
type Texts = ReadonlyMap<string, string>;

const types = Object.keys(readPackageJson()['node-red'].nodes);
const languages = readdirSync(path.join(root, 'lib/editor/locales')).map((file) => path.parse(file).name);

const flow = [
  { id: 'flow', type: 'tab', label: 'Every dialog' },
  ...types.map((type, index) => ({ id: type, type, version: 1, ...placeOf(type, index) })),
];

describe('the dialogs in every language', () => {
  inEachEditor(flow, (session) => {
    for (const type of types) {
      it(`have labels that fit in front of their fields: ${type}`, async () => {
        const { page } = session();
        const dialog = await Dialog.of(page, type);
        const labels = languages.map((language) =>
          Object.fromEntries(labelsIn(type, textsOf(type, language))),
        );
        const tooWide = await tooWideOf(page, labels);
        await dialog.cancel();
        assert.deepEqual(tooWide, []);
      });
    }

    it('have tabs whose names are not cut off on a small screen', async () => {
      const { page } = session();
      const usual = page.viewportSize();
      await page.setViewportSize({ width: 1366, height: 768 });
      const dialog = await Dialog.of(page, 'gc-connection');
      const cut: string[] = [];
      for (const language of languages) {
        const texts = [...textsOf('gc-connection', language)];
        const names = texts.filter(
          ([key]) => key.startsWith('gc-connection.tab.') && !key.endsWith('.simulator'),
        );
        cut.push(...(await cutTabs(page, Object.fromEntries(names), 'gc-connection')));
      }
      await dialog.cancel();
      await page.setViewportSize(usual ?? { width: 1440, height: 900 });
      assert.deepEqual(cut, []);
    });

    it('are in the language that the user has chosen', async () => {
      const { page } = session();
      await page.evaluate(() => {
        localStorage.setItem('editor-language', 'pt-BR');
      });
      await page.reload();
      await untilReady(page);
      const texts = textsOf('make-call', 'pt-BR');
      const dialog = await Dialog.of(page, 'make-call');
      for (const name of ['agentId', 'number']) {
        const label = dialog.row(name).locator('label');
        assert.equal((await label.innerText()).trim(), texts.get(`make-call.label.${name}`));
      }
      await dialog.cancel();
    });
  });
});

function placeOf(type: string, index: number): object {
  return ['gc-connection', 'gc-agent', 'gc-calendar'].includes(type)
    ? { mode: 'gc' }
    : { z: 'flow', x: 150 + 250 * (index % 3), y: 60 + 60 * Math.floor(index / 3), wires: [] };
}

/** Of a node, as it is shipped. */
function textsOf(type: string, language: string): Texts {
  const file = path.join(root, 'dist', 'nodes', type, 'locales', language, `${type}.json`);
  return textsIn(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
}

/** The labels of fields, with those that gc-command has for the parameters of the chosen command. */
function labelsIn(type: string, texts: Texts): [key: string, text: string][] {
  const keys = [`${type}.label.`, 'gc-command.parameter.'];
  return [...texts].filter(([key]) => keys.some((start) => key.startsWith(start)));
}

/**
 * Which of these labels, by their keys in each language, are wider than what the open dialog has for them, or have no
 * text. Labels behind boxes may be of any width, and Node-RED's own are not measured.
 */
function tooWideOf(page: Page, labels: readonly Readonly<Record<string, string>>[]): Promise<string[]> {
  return page.evaluate((texts) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.red-ui-tray-body .form-row')];
    const all = rows.flatMap((row) => [...row.querySelectorAll<HTMLElement>(':scope > label')]);
    const inFront = all.filter((label) => label.style.width === '');
    const parameters = Object.keys(texts[0] ?? {}).filter((key) => key.includes('.parameter.'));
    return [
      ...inFront.flatMap((label) => tooWide(label, [keyOf(label)])),
      ...inFront.slice(0, 1).flatMap((label) => tooWide(label, parameters, 'fa fa-angle-right')),
    ];

    function keyOf(label: HTMLElement): string {
      const { i18n = '' } = label.querySelector<HTMLElement>('[data-i18n]')?.dataset ?? {};
      return i18n.replace(/^.*:/, '');
    }

    function tooWide(label: HTMLElement, keys: readonly string[], icon?: string): string[] {
      const copy = label.cloneNode(true) as HTMLElement;
      copy.style.cssText = 'position: absolute; width: auto; white-space: nowrap';
      copy.querySelector('i')?.setAttribute('class', icon ?? copy.querySelector('i')?.className ?? '');
      document.querySelector('.red-ui-tray-body .form-row:not([style*="none"])')?.append(copy);
      const room = parseFloat(getComputedStyle(label).width);
      const own = keys.filter((key) => key !== '' && !key.startsWith('common.'));
      const words = texts.flatMap((byKey) => own.map((key) => byKey[key] ?? `There is no text ${key}`));
      const wide = words.filter((text) => widthWith(copy, text) > room);
      copy.remove();
      return wide;
    }

    function widthWith(label: HTMLElement, text: string): number {
      const words = label.querySelector('[data-i18n]');
      if (words) {
        words.textContent = text;
      }
      return label.getBoundingClientRect().width;
    }
  }, labels);
}

/** Which of these names, by their keys, the tabs of the open dialog cut off, or move to a second line. */
function cutTabs(page: Page, names: Readonly<Record<string, string>>, type: string): Promise<string[]> {
  return page.evaluate(
    ({ texts, prefix }) => {
      const tabs = [...document.querySelectorAll<HTMLElement>(`#${prefix}-tabs .red-ui-tab-label`)];
      for (const tab of tabs) {
        const name = tab.getAttribute('href')?.replace(`#${prefix}-tab-`, '') ?? '';
        const words = tab.querySelector('span') ?? tab;
        words.textContent = texts[`${prefix}.tab.${name}`] ?? '';
      }
      const line = tabs[0]?.getBoundingClientRect().top;
      const cut = tabs.filter(
        (tab) => tab.scrollWidth > tab.clientWidth || tab.getBoundingClientRect().top !== line,
      );
      return cut.map((tab) => tab.textContent ?? '');
    },
    { texts: names, prefix: type },
  );
}
