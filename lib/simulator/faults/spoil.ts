/** Ways in which an event can be ruined. */
const spoilings: readonly ((body: string) => string)[] = [
  cutOff,
  (body) => body.replace(/[#,]/g, '$&$&$&'), // too many fields
  (body) => body.replace(/\w\b/g, '$&\u0007'), // control characters
];

/** A body with rubbish in it; each time another kind of rubbish. */
export function spoil(body: string, time: number): string {
  const ruin = spoilings[time % spoilings.length] ?? cutOff;
  return ruin(body);
}

function cutOff(body: string): string {
  return body.slice(0, body.length / 2);
}
