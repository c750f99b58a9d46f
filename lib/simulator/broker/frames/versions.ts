const versions = ['1.2', '1.1', '1.0'] as const;

export type StompVersion = (typeof versions)[number];

/** The highest version both sides speak. A client that names none speaks 1.0. */
export function negotiateVersion(acceptVersion = '1.0'): StompVersion | undefined {
  const offered = acceptVersion.split(',').map((version) => version.trim());
  return versions.find((version) => offered.includes(version));
}
