import * as esbuild from 'esbuild';
import path from 'node:path';

/**
 * The script of a dialog, in one piece. It stands inline in the html: Node-RED registers types in time only from scripts
 * that are not external.
 * @param {string} name
 * @param {string} folder
 */
export async function editorScript(name, folder) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(folder, `${name}.editor.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  return (outputFiles[0]?.text ?? '').replaceAll(/<\/script/gi, '<\\/script');
}
