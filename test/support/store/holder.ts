/** A process that uses the file of a store, and says what became of a record of its own. Argument: the file. */
import { fileStore } from '../../../lib/store';

const store = fileStore(String(process.argv[2]));
setInterval(() => undefined, 60_000);
store.once({ room: 'r', key: `of ${process.pid}`, value: process.pid }).then(
  () => {
    console.log('written');
  },
  (error: unknown) => {
    console.log(String(error));
  },
);
