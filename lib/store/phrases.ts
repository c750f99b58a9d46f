import { phrasebook } from '../common/phrase';

/** Why a store cannot be used, as a clause, and what to do about it, as a sentence. */
export const say = phrasebook('store', {
  closed: 'the store was closed',
  noRights: 'this process may not read or write __file__ (__code__)',
  giveRights: 'Give the user that runs Node-RED the right to write in that folder.',
  diskFull: 'the disk with __file__ is full (__code__)',
  freeDisk: 'Free space on that disk.',
  fileFails: '__file__ cannot be used: __why__',
  checkFolder: 'Check the folder and its disk, or choose another store.',
  inUse: '__file__ is in use by __owner__',
  oneForEach: 'Give each Node-RED a user directory of its own, or use PostgreSQL as the store of both.',
  takenOver: '__file__ was taken over by another process while this one was suspended',
  stopOne: 'Stop one of the two, and restart Node-RED.',
  fileTooLarge: '__file__ is larger than 512 MB',
  moveFile: 'Move the file away to start with an empty store.',
  noStore: '__file__ is damaged in its first line, or is no store',
  moveFileAndForget: 'Move the file away to start with an empty store. Keys from before are unknown then.',
  newerFile:
    '__file__ was written by a newer version of this package (format __written__; this version reads __known__)',
  installNewerOrMove: 'Install that version again, or move the file away to start with an empty store.',
  damaged: '__file__ is damaged in line __line__',
  checkDisk:
    'Check the disk, and move the file away to start with an empty store. Keys from before are unknown then.',
  full: 'the store is full: it has __most__ MB of records whose time is not over',
  keepFewer: 'Keep fewer records or keep them for a shorter time, or use PostgreSQL as the store.',

  noPg: 'PostgreSQL as a store needs the npm package "pg", which is not installed',
  installPg:
    'Run "npm install pg" in the user directory of Node-RED (usually ~/.node-red), and restart Node-RED.',
  newerTable:
    'the table gc_store is one of a newer version of this package (__found__; this version knows __known__)',
  installNewer: 'Install that version on this machine, too, or choose another database.',
  restless: 'the record comes and goes all the time',
  tryAgain: 'Try again.',
  databaseFails: 'PostgreSQL at __host__:__port__ (database __database__) cannot be used: __why__',
  correctLogin: 'Correct user and password of the store, or allow the user in pg_hba.conf.',
  createDatabase: 'Create the database, or correct its name.',
  giveDatabaseRights:
    'Give the user the right to create tables in the database, or to use the table gc_store.',
  freeDatabaseDisk: 'Free space on the disk of the database.',
  checkDatabase: 'Check that the database runs and can be reached. It is tried again.',

  tooLarge: 'the value of a record has __size__ MB as JSON, and at most 1 MB can be stored',
});
