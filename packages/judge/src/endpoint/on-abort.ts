const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal aborts; the returned function takes the callback away. Hundreds of waiters share one
 * listener, since an event target searches its whole list at every addition.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	const callbacks = callbacksOf.get(signal) ?? listen(signal);
	callbacks.add(callback);
	return () => callbacks.delete(callback);
}

function listen(signal: AbortSignal): Set<() => void> {
	const callbacks = new Set<() => void>();
	callbacksOf.set(signal, callbacks);
	const callAll = () => {
		for (const callback of callbacks) callback();
		callbacks.clear();
	};
	signal.addEventListener('abort', callAll, { once: true });
	return callbacks;
}
