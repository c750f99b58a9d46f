import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addNode, debugOutput, deploy, inject, showsLabel, showsStatus, wire } from '../../support/gestures';

/** The simulator's agent; with another password it refuses the login. */
const agent = { agentId: '1081', extension: '2001', password: 'secret' };

describe('the first nodes of a user', () => {
  inEachEditor([], (session) => {
    let button: Locator;
    let agentState: Locator;
    let output: Locator;
    let makeCall: Locator;

    it('are marked until they have a connection', async () => {
      const { page } = session();
      button = await addNode(page, 'inject', 150, 150);
      agentState = await addNode(page, 'agent-state', 380, 150);
      output = await addNode(page, 'debug', 600, 150);
      makeCall = await addNode(page, 'make-call', 380, 250);
      await mark(agentState).waitFor();
      await mark(makeCall).waitFor();
    });

    it('are filled in through their dialogs', async () => {
      const login = await Dialog.open(agentState);
      const connection = await login.add('connection');
      assert.equal(await connection.field('mode').inputValue(), 'simulator');
      await connection.done();
      const newAgent = await login.add('agent');
      for (const [property, value] of Object.entries(agent)) {
        await newAgent.field(property).fill(value);
      }
      await newAgent.done();
      await login.chooseType('action', 'Action');
      await login.chooseOption('action', 'log in');
      await login.done();
      await showsLabel(agentState, 'log in → 1081');

      const dial = await Dialog.open(makeCall);
      await dial.field('connection').selectOption('built-in simulator');
      await dial.field('agent').selectOption(agent.agentId);
      await dial.chooseType('number', 'string');
      await dial.type('number', '2002');
      await dial.done();
      await showsLabel(makeCall, 'call 2002 from 1081');
    });

    it('are not marked any more', async () => {
      await mark(agentState).waitFor({ state: 'hidden' });
      await mark(makeCall).waitFor({ state: 'hidden' });
    });

    it('work once they are wired and deployed', async () => {
      const { page } = session();
      await wire(page, button, agentState);
      await wire(page, agentState, output);
      await deploy(page);
      await showsStatus(agentState, 'connected (simulator)');
      await showsStatus(makeCall, 'connected (simulator)');
      await inject(button);
      const shown = await debugOutput(page, 'debug 1').textContent();
      assert.match(String(shown), /type: "State", agentId: "1081", state: "NOT_READY"/);
    });

    it('show their values when the dialog is opened again', async () => {
      const login = await Dialog.open(agentState);
      assert.equal(await login.option('action'), 'log in');
      const sameAgent = await login.edit('agent');
      assert.equal(await sameAgent.field('agentId').inputValue(), agent.agentId);
      assert.equal(await sameAgent.field('extension').inputValue(), agent.extension);
      assert.equal(await sameAgent.field('password').inputValue(), '__PWRD__');
      await sameAgent.done();
      await login.done();

      const dial = await Dialog.open(makeCall);
      assert.equal(await dial.selected('connection'), 'built-in simulator');
      assert.equal(await dial.selected('agent'), agent.agentId);
      assert.equal(await dial.typedText('number'), '2002');
      await dial.done();
    });

    it('keep the password to themselves', async () => {
      const { nodeRed } = session();
      const flows = await readFile(path.join(nodeRed.userDir, 'flows.json'), 'utf8');
      holdsNoSecret(flows);
      const { id } = (JSON.parse(flows) as { id: string; type: string }[]).find(isAgent) ?? {};
      holdsNoSecret(await get(`${nodeRed.url}flows`));
      holdsNoSecret(await get(`${nodeRed.url}flow/global`));
      assert.equal(await get(`${nodeRed.url}credentials/gc-agent/${id}`), '{"has_password":true}');
    });

    it('leave the password out of an export', async () => {
      const { page } = session();
      await page.keyboard.press('Control+e');
      const dialog = page.getByRole('dialog', { name: 'Export nodes' });
      await dialog.getByText('all flows').click();
      const exported = dialog.locator('#red-ui-clipboard-dialog-export-text');
      holdsNoSecret(await exported.inputValue());
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });
  });
});

/** The triangle on a node that is not valid. */
function mark(node: Locator): Locator {
  return node.locator('.red-ui-flow-node-error');
}

function isAgent(node: { type: string }): boolean {
  return node.type === 'gc-agent';
}

/** The text is the flows, with the agent but without the password. */
function holdsNoSecret(flows: string): void {
  assert.ok(flows.includes(agent.extension), flows);
  assert.ok(!flows.includes(agent.password), flows);
}

async function get(url: string): Promise<string> {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return response.text();
}
