/** The way to a place of a site file: names of properties, and positions in lists. */
export type Path = readonly (string | number)[];

/** Something in a site cannot be used. */
export class SiteProblem extends Error {
  constructor(
    readonly path: Path,
    /** Completes "<place> …"; never shows a secret. */
    readonly problem: string,
  ) {
    super(path.length === 0 ? `the content ${problem}` : `${placeOf(path)} ${problem}`);
  }
}

/** `agents[3].team` */
function placeOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
