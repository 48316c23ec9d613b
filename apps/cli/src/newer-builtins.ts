// What Node 24 has and Node 20 has not, for the package of the command line; where it is there already, nothing changes.
import 'core-js/actual/array/from-async.js';
import 'core-js/actual/array-buffer/transfer.js';
import 'core-js/actual/disposable-stack/index.js';
import 'core-js/actual/error/is-error.js';
import 'core-js/actual/iterator/index.js';
import 'core-js/actual/map/group-by.js';
import 'core-js/actual/object/group-by.js';
import 'core-js/actual/promise/try.js';
import 'core-js/actual/promise/with-resolvers.js';
import 'core-js/actual/regexp/escape.js';
import 'core-js/actual/set/index.js';
