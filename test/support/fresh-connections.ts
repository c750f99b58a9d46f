/**
 * Loaded by mocha before all tests: each request is made on a connection of its own. One that is kept open may be closed
 * by the server in the moment of the next request, which then fails.
 */
const { fetch } = globalThis;

globalThis.fetch = (input, options = {}) => {
  const headers = new Headers(options.headers);
  headers.set('connection', 'close');
  return fetch(input, { ...options, headers });
};
