import { createRequire } from 'node:module';

const load = createRequire(__filename);

interface Registration {
  types: string[];
  credentials: Record<string, unknown>;
}

/** What a node's runtime module registers when Node-RED loads it. */
export async function registrationOf(file: string): Promise<Registration> {
  const registration: Registration = { types: [], credentials: {} };
  const registerType = (type: string, _constructor: unknown, options?: { credentials?: object }) => {
    registration.types.push(type);
    Object.assign(registration.credentials, options?.credentials);
  };
  const register = load(file) as (RED: unknown) => unknown;
  await register(anything({ nodes: anything({ registerType }) }));
  return registration;
}

/** An object on which everything that is not given is a function without effect, with such properties itself. */
function anything(given: object): unknown {
  const target = Object.assign(() => anything({}), given);
  return new Proxy(target, {
    get: (object, name) =>
      name in given ? Reflect.get(object, name) : name === 'then' ? undefined : anything({}),
  });
}
