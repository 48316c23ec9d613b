// Marks every row of a table, or none, and counts them. Without it the link leads to a page on which all are marked.
(() => {
	const boxes = (link) => [
		...link.closest('form').querySelectorAll('tbody input[type="checkbox"]'),
	];
	const areAll = (all) => all.every((box) => box.checked);
	const count = () => {
		for (const link of document.querySelectorAll('[data-mark-all]')) {
			const all = boxes(link);
			link.textContent = areAll(all) ? 'Mark none' : `Mark all ${all.length}`;
			const marked = all.filter((box) => box.checked).length;
			link.closest('form').querySelector('[data-marked]').textContent = `${marked} marked:`;
		}
	};
	for (const link of document.querySelectorAll('[data-mark-all]'))
		link.setAttribute('role', 'button');
	document.addEventListener('click', (event) => {
		const link = event.target instanceof Element && event.target.closest('[data-mark-all]');
		if (!link) return;
		event.preventDefault();
		const all = boxes(link);
		const isMarked = !areAll(all);
		for (const box of all) box.checked = isMarked;
		count();
	});
	document.addEventListener('change', count);
	count();
})();
