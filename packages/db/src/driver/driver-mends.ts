import type { Mend } from './mend-source.ts';

/** The version of `postgres` that the mends were written for. */
export const MENDED_VERSION = '3.4.9';

const CONNECTION = 'connection.js';
const INDEX = 'index.js';

/** What postgres.js gets wrong when a server dies; docs/decisions/0014-mended-driver.md tells how each was found. */
export const DRIVER_MENDS: readonly Mend[] = [
	{
		file: CONNECTION,
		fault: 'a write that waits when the connection closes keeps every later one waiting',
		wrong: `
    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)
`,
		right: `
    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
    socket.removeListener('data', data)
`,
	},
	{
		file: CONNECTION,
		fault:
			'a connection that is closed while it opens is opened again without a pause and for ever',
		wrong: `
    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
		right: `
    if (initial && (options.host.length > 1 || target_session_attrs))
      return reconnect()

    ;(initial || query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = final = null
    result = new Result()
    rows = 0
    ended && (ended(), ending = ended = null)
`,
	},
	{
		file: CONNECTION,
		fault: 'the question for array types rejects and nobody listens',
		wrong: `
        return fetchArrayTypes()
`,
		right: `
        return fetchArrayTypes().catch(noop)
`,
	},
	{
		file: INDEX,
		fault:
			'a reservation that was refused is granted later, and its connection is lost to the pool',
		wrong: `
        const query = { reserve: resolve, reject }
`,
		right: `
        const query = { reserve: resolve, reject: e => (queries.remove(query), reject(e)) }
`,
	},
	{
		file: INDEX,
		fault: 'a reservation that waits for a connection is forgotten when one closes',
		wrong: `
    queries.length && connect(c, queries.shift())
`,
		right: `
    if (queries.length) {
      const query = queries.shift()
      query.reserve && queries.push(query)
      connect(c, query)
    }
`,
	},
	{
		file: INDEX,
		fault: 'a reservation outlives its session: its queries run on another or never settle',
		wrong: `
    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      c.queue === full
        ? queue.push(q)
        : c.execute(q) || move(c, full)
    }
`,
		right: `
    let lost = null
    c.onclose = e => {
      lost = e
      while (queue.length)
        queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return

      c.onclose = c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      lost
        ? q.reject(lost)
        : c.queue === full
          ? queue.push(q)
          : c.execute(q) || move(c, full)
    }
`,
	},
	{
		file: INDEX,
		fault: 'a transaction does not know that its session is over',
		wrong: `
      , connection
      , prepare = null
`,
		right: `
      , connection
      , prepare = null
      , lost = null
`,
	},
	{
		file: INDEX,
		fault: 'what a transaction still has to send when its session ends never settles',
		wrong: `
        new Promise((_, reject) => connection.onclose = reject)
`,
		right: `
        new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })
`,
	},
	{
		file: INDEX,
		fault: 'a transaction outlives its session: its queries run outside of it or never settle',
		wrong: `
        c.queue === full
          ? queries.push(q)
`,
		right: `
        lost
          ? q.reject(lost)
          : c.queue === full
          ? queries.push(q)
`,
	},
];
