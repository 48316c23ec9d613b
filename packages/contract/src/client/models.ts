import type { ModelDetail } from '../schemas/model-page.ts';
import type { Model, ModelChange, NewModel } from '../schemas/model.ts';
import type { Page, Sender } from './open-sender.ts';

/** Models and their results. */
export function modelMethods({ get, post, patch }: Sender) {
	const name = encodeURIComponent;
	return {
		models: () => get<Page<Model>>('/v1/models'),
		/** On its live boards, or on those of one judge version. */
		model: (model: string, query: { judge?: string } = {}) =>
			get<ModelDetail>(`/v1/models/${name(model)}`, query),
		createModel: (body: NewModel) => post<Model>('/v1/models', body),
		changeModel: (model: string, change: ModelChange) =>
			patch<Model>(`/v1/models/${name(model)}`, change),
	};
}
