/** What Node-RED's editor shows in place of a password that the server keeps. */
export const keptPassword = '__PWRD__';
