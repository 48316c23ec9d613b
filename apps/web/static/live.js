// Reads the page again when the server tells of a change, else every few seconds, and puts what changed in place. A reader can switch it off (WCAG 2.2.2).
(() => {
	const live = document.querySelector('[data-live]');
	const toggle = document.querySelector('[data-refresh-toggle]');
	if (!live || !toggle) return;

	const everyMs = 2000;
	// With a stream that tells of changes, only ages and heartbeats need another look.
	const quietMs = 10_000;
	let isOn = true;
	let isLeaving = false;

	toggle.hidden = false;
	toggle.addEventListener('click', () => {
		isOn = !isOn;
		toggle.setAttribute('aria-pressed', String(isOn));
	});
	addEventListener('submit', () => (isLeaving = true));
	addEventListener('pageshow', () => (isLeaving = false));

	// A posted page has the name of its action in its address; asking for that would be redirected.
	const address = () => {
		const search = new URLSearchParams(location.search);
		for (const name of [...search.keys()]) if (name.startsWith('/')) search.delete(name);
		return `${location.pathname}?${search}`;
	};

	// A button that is being pressed, or text that is being marked, must not be taken away.
	const isBusy = () =>
		!isOn ||
		isLeaving ||
		document.hidden ||
		live.querySelector(':active') !== null ||
		getSelection()?.isCollapsed === false;

	const show = (next) => {
		const focused = live.contains(document.activeElement) ? document.activeElement : null;
		const scrolls = [...live.querySelectorAll('.scroll')].map((frame) => frame.scrollLeft);
		live.replaceChildren(...next.childNodes);
		live.querySelectorAll('.scroll').forEach((frame, index) => {
			frame.scrollLeft = scrolls[index] ?? 0;
		});
		if (!focused) return;
		const twin = focused.id
			? document.getElementById(focused.id)
			: [...live.querySelectorAll(focused.tagName)].find(
					(one) => one.outerHTML === focused.outerHTML,
				);
		twin?.focus({ preventScroll: true });
	};

	const refresh = async () => {
		if (isBusy()) return;
		const response = await fetch(address(), { headers: { accept: 'text/html' } });
		if (!response.ok || isBusy()) return;
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		const next = page.querySelector('[data-live]');
		if (isBusy()) return;
		if (next) show(next);
		else location.assign(location.pathname);
		// The server offers no refresh of a page that has come to its end.
		if (!page.querySelector('[data-refresh-toggle]')) end();
	};

	// The server may be away for a while; the next round asks again.
	const look = () => refresh().catch(() => undefined);
	let stream;
	let timer;
	let isLooking = false;
	let isTold = false;
	let isEnded = false;
	const end = () => {
		isEnded = true;
		toggle.hidden = true;
		clearTimeout(timer);
		stream?.close();
	};
	const isStreaming = () => stream?.readyState === EventSource.OPEN;
	const again = (ms) => {
		clearTimeout(timer);
		if (isEnded) return;
		timer = setTimeout(round, ms);
	};
	const round = async () => {
		if (isLooking) return;
		isLooking = true;
		await look();
		isLooking = false;
		again(isStreaming() ? quietMs : everyMs);
	};

	// A hidden page holds no connection.
	const follow = () => {
		stream?.close();
		stream = undefined;
		if (document.hidden || isEnded) return;
		stream = new EventSource('/v1/events');
		stream.addEventListener('change', () => {
			// The first one tells where the page stands, which was made just now.
			if (isTold) again(0);
			isTold = true;
		});
		stream.addEventListener('error', () => again(everyMs));
	};
	document.addEventListener('visibilitychange', follow);
	addEventListener('pagehide', () => stream?.close());
	follow();
	again(everyMs);
})();
