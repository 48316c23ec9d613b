/** What the driver, the network and a server that is shutting down or recovering call it. */
const AWAY_CODES = new Set([
	...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'],
	...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'],
	...['57P01', '57P02', '57P03'],
]);

/** Whether an error, or one of its causes, says that the database is away for now, not that the query was wrong. */
export function isDatabaseAway(error: unknown): boolean {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string' && AWAY_CODES.has(at.code)) return true;
		if (isMissingSocket(at)) return true;
	}
	return false;
}

/** A socket that is not there, as before a server's start; a file that is not there has the same code. */
function isMissingSocket(error: Error): boolean {
	return (
		'code' in error && error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
	);
}
