/** What nobody has taken care of in this process: errors, rejections, warnings of Node.js. */
export const unhandled: string[] = [];

const note = (problem: unknown) => {
  unhandled.push(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
};
process.on('uncaughtException', note);
process.on('unhandledRejection', note);
process.on('warning', note);
