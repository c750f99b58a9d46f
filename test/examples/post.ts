/** What a web address of an example answers. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** Sends something to a web address of an example: a text as it is, anything else as JSON. */
export async function post<T>(url: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ?? null,
  });
  return { status: response.status, body: (await response.json()) as T };
}
