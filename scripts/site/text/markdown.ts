/** Applies a change to what is no block of code. */
export function outsideBlocks(text: string, change: (part: string) => string): string {
  return split(text, /(^(?: *)```[\s\S]*?^ *```$)/m, change);
}

/** Applies a change to what is no code, neither in a block nor in a line. */
export function outsideCode(text: string, change: (part: string) => string): string {
  return outsideBlocks(text, (part) => split(part, /(`[^`\n]*`)/, change));
}

/** What is between a heading and the next one of its level or above, without the heading. */
export function section(text: string, heading: string): string {
  const [, after = ''] = cutAt(text, `${heading}\n`);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const end = new RegExp(`^#{1,${level}} `, 'm').exec(withoutBlocks(after))?.index;
  return after.slice(0, end).trim();
}

/** The place of a heading in its page, as GitHub calls it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

export function title(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? '';
}

/** The first sentence of the first paragraph, as plain text. */
export function firstSentence(text: string): string {
  const paragraph = text.split('\n\n').find((block) => /^[A-Z]/.test(block)) ?? '';
  const sentence = /^.+?[.](?= |\n|$)/.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/[*_`]/g, '');
}

/** The same text, with the signs in blocks of code made blanks: no heading is found in there. */
function withoutBlocks(text: string): string {
  return text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, (block) => ' '.repeat(block.length));
}

function cutAt(text: string, mark: string): string[] {
  const index = `\n${text}`.indexOf(`\n${mark}`);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + mark.length)];
}

/** The separator has one group, so that it stays as every second part. */
function split(text: string, separator: RegExp, change: (part: string) => string): string {
  return text
    .split(separator)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}
