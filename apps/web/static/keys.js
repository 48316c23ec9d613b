// J and K follow the links marked data-key. A reader can switch them off (WCAG 2.1.4).
(() => {
	const key = 'codejoust-keys';
	const read = () => {
		try {
			return localStorage.getItem(key) !== 'off';
		} catch {
			return true;
		}
	};
	let isOn = read();

	const toggle = document.querySelector('[data-keys-toggle]');
	if (toggle) {
		const show = () => toggle.setAttribute('aria-pressed', String(isOn));
		toggle.hidden = false;
		show();
		toggle.addEventListener('click', () => {
			isOn = !isOn;
			try {
				localStorage.setItem(key, isOn ? 'on' : 'off');
			} catch {
				// Without storage the choice lasts for this page.
			}
			show();
		});
	}

	document.addEventListener('keydown', (event) => {
		if (!isOn || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.target instanceof Element && event.target.closest('input, select, textarea')) return;
		const pressed = event.key.toLowerCase();
		if (pressed !== 'j' && pressed !== 'k') return;
		const link = document.querySelector(`a[data-key="${pressed}"]`);
		if (link) link.click();
	});
})();
