// Reads the page again when the server tells of a change, else every few seconds, and puts what changed in place. A reader can switch it off (WCAG 2.2.2).
(() => {
	const lives = () => [...document.querySelectorAll('[data-live]')];
	const fresh = document.querySelector('[data-fresh]');
	if (lives().length === 0 && !fresh) return;

	// A public page has many readers, who do not all ask at the same moment.
	const isPublic = fresh !== null;
	const everyMs = isPublic ? 30_000 : 2000;
	// With a stream that tells of changes, only ages and heartbeats need another look.
	const quietMs = isPublic ? 120_000 : 10_000;
	const toldMs = () => (isPublic ? 2000 + Math.random() * 6000 : 0);
	let isOn = true;
	let isLeaving = false;

	// As the server sent it, before anything here changes it.
	const main = document.querySelector('main').outerHTML.slice(0, -'</main>'.length);

	const toggle = document.querySelector('[data-refresh-toggle]');
	if (toggle) {
		toggle.hidden = false;
		toggle.addEventListener('click', () => {
			isOn = !isOn;
			toggle.setAttribute('aria-pressed', String(isOn));
		});
	}
	addEventListener('submit', () => (isLeaving = true));
	// A reader who follows a link is leaving too, unless the link was to a file: then the page stays, and moves again later.
	const LEAVE_MS = 10_000;
	let followedAt = -Infinity;
	addEventListener('beforeunload', () => (followedAt = performance.now()));
	addEventListener('pageshow', () => {
		isLeaving = false;
		followedAt = -Infinity;
	});

	// A posted page has the name of its action in its address; asking for that would be redirected. A row that comes later is
	// not marked.
	const address = () => {
		const search = new URLSearchParams(location.search);
		search.delete('mark');
		for (const name of [...search.keys()]) if (name.startsWith('/')) search.delete(name);
		return search.size === 0 ? location.pathname : `${location.pathname}?${search}`;
	};

	// A button that is being pressed, a field that is written to, or text that is being marked, must not be taken away.
	const BUSY = ':active, select:focus, textarea:focus, input:focus:not([type="checkbox"])';
	const isBusy = () =>
		!isOn ||
		isLeaving ||
		performance.now() - followedAt < LEAVE_MS ||
		document.hidden ||
		lives().some((live) => live.querySelector(BUSY) !== null) ||
		getSelection()?.isCollapsed === false;

	// How a marked element was sent, before its reader marked or opened anything in it.
	const sent = new WeakMap();
	const partsOf = (live) => [...live.querySelectorAll('[data-part]')];
	const remember = (live) => partsOf(live).forEach((part) => sent.set(part, part.outerHTML));
	lives().forEach(remember);

	// What has not changed stays as it is, with its marks; what has changed keeps its marks by id.
	const keepParts = (live, next) => {
		const old = new Map(partsOf(live).map((part) => [part.dataset.part, part]));
		for (const part of partsOf(next)) {
			const was = old.get(part.dataset.part);
			const html = part.outerHTML;
			if (was && sent.get(was) === html) part.replaceWith(was);
			else sent.set(part, html);
		}
		const twinOf = ({ id }) => next.querySelector(`#${CSS.escape(id)}`);
		for (const box of live.querySelectorAll('input[type="checkbox"][id]')) {
			const twin = twinOf(box);
			if (twin) twin.checked = box.checked;
		}
		for (const field of live.querySelectorAll('input[id], textarea[id]')) {
			const twin = field.value === field.defaultValue ? null : twinOf(field);
			if (twin) twin.value = field.value;
		}
		for (const opened of live.querySelectorAll('details[id][open]'))
			twinOf(opened)?.setAttribute('open', '');
	};

	const show = (live, next) => {
		const focused = live.contains(document.activeElement) ? document.activeElement : null;
		const html = focused?.outerHTML;
		const scrolls = [...live.querySelectorAll('.scroll')].map((frame) => frame.scrollLeft);
		keepParts(live, next);
		live.replaceChildren(...next.childNodes);
		live.querySelectorAll('.scroll').forEach((frame, index) => {
			frame.scrollLeft = scrolls[index] ?? 0;
		});
		if (!focused || live.contains(document.activeElement)) return;
		const twin = focused.id
			? document.getElementById(focused.id)
			: [...live.querySelectorAll(focused.tagName)].find((one) => one.outerHTML === html);
		twin?.focus({ preventScroll: true });
	};

	// The main part of the page in pieces, which the server is told by name; it sends those that are not here. It cuts and
	// names in the same way (live-parts.ts).
	const MOST_PARTS = 400;
	const cutPieces = (main) => {
		const cut = main.split(/(?=<[a-z]+ data-part|(?<=<\/tr>)<\/tbody>)/);
		return cut.length <= MOST_PARTS
			? cut
			: [...cut.slice(0, MOST_PARTS - 1), cut.slice(MOST_PARTS - 1).join('')];
	};
	const EMPTY_END = /\/(?=>)|<\/(?:circle|ellipse|line|path|polygon|polyline|rect|stop|use)>/g;
	const CHARACTERS = { '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': '\u00a0' };
	const hashOf = (piece) => {
		const shown = piece
			.replaceAll(EMPTY_END, '')
			.replaceAll(/&(?:gt|quot|#39|nbsp);/g, (one) => CHARACTERS[one])
			.replaceAll(/(<time data-age[^<>]*>)[^<]*/g, '$1');
		let [one, other] = [0x811c9dc5, 0x9dc5811c];
		for (let at = 0; at < shown.length; at += 1) {
			one = Math.imul(one ^ shown.charCodeAt(at), 0x01000193);
			other = Math.imul(other ^ shown.charCodeAt(at), 0x01000197) ^ (other >>> 15);
		}
		return ((one >>> 0) * 2 ** 16 + ((other >>> 0) % 2 ** 16)).toString(36).padStart(10, '0');
	};
	const markOf = (piece) => {
		const [, tag, mark] = /^<([a-z]+) data-part="([^"]*)"/.exec(piece) ?? [];
		if (!tag) return undefined;
		let depth = 0;
		for (const { 1: slash, index } of piece.matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
			depth += slash === '' ? 1 : -1;
			if (depth === 0) return piece.slice(index).trim() === `</${tag}>` ? mark : undefined;
		}
		return undefined;
	};
	const nameOf = (piece) => {
		const [mark, name] = [markOf(piece), hashOf(piece)];
		return mark === undefined ? name : hashOf(mark).slice(-5) + name.slice(-6);
	};
	let pieces = cutPieces(main);
	// Where the next answer begins, when not all that changed fitted into the last one.
	let from = null;
	let skewMs = 0;
	const ask = async () => {
		const response = await fetch(address(), {
			headers: {
				accept: 'text/html',
				'x-codejoust-live': pieces.map(nameOf).join(' '),
				'x-codejoust-live-from': String(from ?? 0),
			},
		});
		if (!response.ok) return undefined;
		const sentAt = Date.parse(response.headers.get('date') ?? '');
		if (!Number.isNaN(sentAt)) skewMs = sentAt - Date.now();
		if (!/json/.test(response.headers.get('content-type') ?? ''))
			return cutPieces(await response.text());
		const { parts, next } = await response.json();
		from = next;
		return parts.flatMap((part) => (typeof part === 'string' ? [part] : pieces.slice(...part)));
	};

	// Ages by the server's clock. They are no reason to send a piece again.
	const STEPS = [
		[86_400, 'd'],
		[3600, 'h'],
		[60, 'min'],
		[1, 's'],
	];
	const showAges = () => {
		for (const time of document.querySelectorAll('time[data-age]')) {
			const ms = Date.now() + skewMs - Date.parse(time.dateTime);
			const seconds = Math.max(0, Math.round(ms / 1000));
			const [size, unit] = STEPS.find(([least]) => seconds >= least) ?? [1, 's'];
			time.textContent = `${Math.floor(seconds / size)} ${unit}${time.dataset.age}`;
		}
	};

	const refresh = async () => {
		if (isBusy()) return;
		const next = await ask();
		if (!next || isBusy()) return;
		const html = next.join('');
		if (html !== pieces.join('')) put(html);
		pieces = next;
		showAges();
	};

	const put = (html) => {
		const page = new DOMParser().parseFromString(html, 'text/html');
		const now = page.querySelector('[data-fresh]')?.dataset.fresh;
		if (now !== undefined && now !== fresh?.dataset.fresh) {
			fresh.hidden = false;
			return;
		}
		const nexts = [...page.querySelectorAll('[data-live]')];
		if (nexts.length === lives().length) lives().forEach((live, at) => show(live, nexts[at]));
		else if (!isPublic) location.assign(address());
		// The server offers no refresh of a page that has come to its end.
		if (toggle && !page.querySelector('[data-refresh-toggle]')) end();
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
	let due = Infinity;
	let isMissed = false;
	// The earlier look of two counts: many changes in a row must not put it off.
	const again = (ms) => {
		const at = performance.now() + ms;
		if (at >= due || isEnded) return;
		due = at;
		clearTimeout(timer);
		timer = setTimeout(round, ms);
	};
	const round = async () => {
		due = Infinity;
		isMissed = isLooking;
		if (isLooking) return;
		isLooking = true;
		await look();
		isLooking = false;
		again(isMissed ? toldMs() : isStreaming() && from === null ? quietMs : everyMs);
	};

	// A hidden page holds no connection.
	const follow = () => {
		stream?.close();
		stream = undefined;
		if (document.hidden || isEnded) return;
		stream = new EventSource('/v1/events');
		stream.addEventListener('change', () => {
			// The first one tells where the page stands, which was made just now.
			if (isTold) again(toldMs());
			isTold = true;
		});
		stream.addEventListener('error', () => again(everyMs));
	};
	document.addEventListener('visibilitychange', follow);
	addEventListener('pagehide', () => stream?.close());
	follow();
	again(everyMs);
})();
