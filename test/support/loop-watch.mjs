// Loaded into a server before its main module: writes down for how long its event loop was busy with other things while a
// request could have waited, in CPU of the main thread, so that a busy machine changes nothing. A request needs a few turns:
// to be accepted, read and answered. The file is named by LOOP_WATCH_FILE.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LOOP_WATCH_FILE;
const EVERY_MS = 5;
const WRITES_EVERY = 20;
const TURNS_OF_A_REQUEST = 4;

if (isMainThread && file !== undefined) watch(file);

function watch(path) {
	let longestMs = 0;
	let ticks = 0;
	let last = process.threadCpuUsage();
	let recent = [];
	setInterval(() => {
		const { user, system } = process.threadCpuUsage(last);
		last = process.threadCpuUsage();
		recent = [...recent, (user + system) / 1000].slice(-TURNS_OF_A_REQUEST);
		longestMs = Math.max(
			longestMs,
			recent.reduce((sum, ms) => sum + ms, 0),
		);
		ticks += 1;
		if (ticks % WRITES_EVERY === 0) writeFileSync(path, JSON.stringify({ longestMs, ticks }));
	}, EVERY_MS).unref();
	// The start is the server's own affair.
	process.on('SIGUSR2', () => {
		longestMs = 0;
		recent = [];
		last = process.threadCpuUsage();
	});
}
