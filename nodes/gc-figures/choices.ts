/** For whom figures are added up. */
export const levels = ['agent', 'team', 'connection'] as const;

/** What time the figures cover. */
export const periods = ['30', '15', '60', 'day', 'rolling'] as const;
