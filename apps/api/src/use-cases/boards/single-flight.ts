/**
 * Makes one reading serve all who ask for the same while it is waited for. Nobody gets a reading that began before they
 * asked: who comes while one is underway shares the next. So at most one per key runs at a time, however many ask.
 */
export function singleFlight<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
	const running = new Map<string, Promise<unknown>>();
	const next = new Map<string, Promise<Value>>();

	const start = (key: string, read: () => Promise<Value>) => {
		const reading = read().finally(() => {
			if (running.get(key) === reading) running.delete(key);
		});
		running.set(key, reading);
		return reading;
	};
	return (key, read) => {
		const underway = running.get(key);
		if (!underway) return start(key, read);
		const waiting = next.get(key);
		if (waiting) return waiting;
		const begin = () => {
			next.delete(key);
			return start(key, read);
		};
		const reading = underway.then(begin, begin);
		next.set(key, reading);
		return reading;
	};
}
