import pages from './ecgrid-api.json';
import enumsOfPages from './ecgrid-enums.json';

/** What a request field holds: one of these, or the name of one of the {@link enums}. */
export type FieldType = 'string' | 'boolean' | 'int' | 'long' | 'datetime' | keyof typeof enumsOfPages;

export interface ApiField {
	name: string;
	in: 'body' | 'path' | 'query';
	type: FieldType;
	required: boolean;
	constraint?: string;
}

/** What a page says of a value in an answer: a type, or fields, or a list of one shape. */
export type Shape = string | Shape[] | { [name: string]: Shape };

export interface Endpoint {
	/** How it is called wherever the API is spoken of: `POST /v2/callbacks/create`. */
	name: string;
	group: string;
	/** The vendor's page, within its group, and its title. */
	page: string;
	title: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	request: ApiField[];
	/** Whether its page says that it takes fields which it does not list. */
	takesUnlistedFields: boolean;
	/** The `data` of a successful answer. */
	data: Shape;
}

/** The vendor's enums: name to values. */
export const enums: Readonly<Record<string, readonly string[]>> = enumsOfPages;

const isNameOfEnum = (name: string): name is keyof typeof enumsOfPages => name in enumsOfPages;

/** The pages have two names for some types, and name some enums among the constraints only. */
function typeOf({ type, constraint = '' }: { type: string; constraint?: string }): FieldType {
	const named = /^(?:See|Must be a valid) (\w+)/.exec(constraint)?.[1] ?? '';
	if (isNameOfEnum(named)) return named;
	if (isNameOfEnum(type)) return type;
	if (type === 'integer') return 'int';
	if (type === 'bool') return 'boolean';
	return type as FieldType;
}

type PageField = Omit<ApiField, 'type'> & { type: string };
type Page = Omit<Endpoint, 'name' | 'request' | 'takesUnlistedFields'> & { request: PageField[] };

/** The endpoints of the vendor's API pages, each fact in one spelling. */
export const endpoints: readonly Endpoint[] = (pages as unknown as Page[]).map((page) => ({
	...page,
	name: `${page.method} ${page.path}`,
	request: page.request.map((field) => ({ ...field, type: typeOf(field) })),
	takesUnlistedFields: page.path.endsWith('/update-config') || page.path === '/v2/mailboxes/update',
}));

const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));

/** The endpoint that is called so, such as `POST /v2/callbacks/create`. Throws where the pages have none. */
export function endpointOf(name: string): Endpoint {
	const endpoint = byName.get(name);
	if (!endpoint) throw new Error(`ECGrid's pages have no ${name}`);
	return endpoint;
}
