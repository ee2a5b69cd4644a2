import pages from './ecgrid-api.json';
import enumsOfPages from './ecgrid-enums.json';

/** The type of a request field: one of these, or the name of one of the {@link enums}. */
export type FieldType = 'string' | 'boolean' | 'int' | 'long' | 'datetime' | keyof typeof enumsOfPages;

export interface ApiField {
	name: string;
	in: 'body' | 'path' | 'query';
	type: FieldType;
	required: boolean;
	constraint?: string;
}

/** The shape of a value in a response, from its page: a type, fields, or a list with one shape. */
export type Shape = string | Shape[] | { [name: string]: Shape };

export interface Endpoint {
	/** The endpoint's name throughout the repository: `POST /v2/callbacks/create`. */
	name: string;
	group: string;
	/** The vendor's page, as a path within its group, and its title. */
	page: string;
	title: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	request: ApiField[];
	/** Whether the endpoint accepts unlisted fields: its page says so, or ECGrid's pages disagree on its fields (keys: row A15 of the sheet). */
	takesUnlistedFields: boolean;
	/** The `data` of a successful response. */
	data: Shape;
}

/** The vendor's enums: names mapped to values. */
export const enums: Readonly<Record<string, readonly string[]>> = enumsOfPages;

const isNameOfEnum = (name: string): name is keyof typeof enumsOfPages => name in enumsOfPages;

/** The enums of the fields that some pages type as text only. Page: appendix/enums. */
const ENUM_OF_NAME: Readonly<Record<string, keyof typeof enumsOfPages>> = {
	ediStandard: 'EDIStandard',
	emailPayload: 'EMailPayload',
	emailSystem: 'EMailSystem',
	routingGroup: 'RoutingGroup',
	status: 'Status',
};

/** The pages use two names for some types, and name some enums only under the constraints or not at all. */
function typeOf({ name, type, constraint = '' }: PageField): FieldType {
	const named = /^(?:See|Must be a valid) (\w+)/.exec(constraint)?.[1] ?? '';
	if (isNameOfEnum(named)) return named;
	if (isNameOfEnum(type)) return type;
	if (type === 'integer') return 'int';
	if (type === 'bool') return 'boolean';
	return (type === 'string' && ENUM_OF_NAME[name]) || (type as FieldType);
}

type PageField = Omit<ApiField, 'type'> & { type: string };
type Page = Omit<Endpoint, 'name' | 'request' | 'takesUnlistedFields'> & { request: PageField[] };

/** The endpoints on the vendor's API pages, with consistent spelling. */
export const endpoints: readonly Endpoint[] = (pages as unknown as Page[]).map((page) => ({
	...page,
	name: `${page.method} ${page.path}`,
	request: page.request.map((field) => ({ ...field, type: typeOf(field) })),
	takesUnlistedFields:
		page.path.endsWith('/update-config') || page.path === '/v2/mailboxes/update' || page.group === 'keys',
}));

const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));

/**
 * Returns the endpoint with this name, such as `POST /v2/callbacks/create`. Throws if the pages don't contain
 * it.
 */
export function endpointOf(name: string): Endpoint {
	const endpoint = byName.get(name);
	if (!endpoint) throw new Error(`ECGrid's pages have no ${name}`);
	return endpoint;
}
