// Runs before the first paint, so that a chosen theme never flashes.
(() => {
	const key = 'codejoust-theme';
	const root = document.documentElement;
	const read = () => {
		try {
			return localStorage.getItem(key);
		} catch {
			return null;
		}
	};
	const chosen = read();
	if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;

	const isDark = () =>
		root.dataset.theme
			? root.dataset.theme === 'dark'
			: matchMedia('(prefers-color-scheme: dark)').matches;

	document.addEventListener('DOMContentLoaded', () => {
		const button = document.querySelector('[data-theme-toggle]');
		if (!button) return;
		const label = button.querySelector('[data-theme-label]');
		const show = () => (label.textContent = isDark() ? 'Light theme' : 'Dark theme');
		button.hidden = false;
		show();
		matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
		button.addEventListener('click', () => {
			root.dataset.theme = isDark() ? 'light' : 'dark';
			try {
				localStorage.setItem(key, root.dataset.theme);
			} catch {
				// Without storage the choice lasts for this page.
			}
			show();
		});
	});
})();
