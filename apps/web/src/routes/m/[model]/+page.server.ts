import { modelPath, previewPath } from '../../../lib/link.ts';
import { askApi } from '../../../lib/server/api.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { describeModel } from '../../../lib/share/describe.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const judge = event.url.searchParams.get('judge')?.trim() || undefined;
	const model = await askApi(event, (client) =>
		client.model(event.params.model, judge === undefined ? {} : { judge }),
	);
	cacheBoard(event);
	return {
		title: showHidden(model.name),
		description: describeModel(model),
		preview: previewPath(modelPath(model.slug), { judge }),
		model,
		judge,
	};
};
