import type { NewOrganisation, Organisation, OrganisationChange } from '../schemas/access.ts';
import type { Page, Sender } from './open-sender.ts';

/** Organisations, the owners of keys. */
export function organisationMethods({ get, post, patch }: Sender) {
	const name = encodeURIComponent;
	return {
		organisations: () => get<Page<Organisation>>('/v1/organisations'),
		organisation: (slug: string) => get<Organisation>(`/v1/organisations/${name(slug)}`),
		createOrganisation: (body: NewOrganisation) => post<Organisation>('/v1/organisations', body),
		changeOrganisation: (slug: string, change: OrganisationChange) =>
			patch<Organisation>(`/v1/organisations/${name(slug)}`, change),
	};
}
