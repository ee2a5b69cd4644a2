import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import type { RecordedRequest } from '../../sandbox';
import { endpointOf, endpoints, enums, type ApiField, type Endpoint } from '../contract';
import { execute, nodeOfPackage, searchList } from './n8n';
import { apiNameOf, binary, operations, parametersFor, UNLISTED, waysOf } from './operations';
import { again, byId, cleanSandbox, credentialsFor, publish, trigger } from './setup';

const sandbox = cleanSandbox();

/** Returns the problem with a value in a request as a field of this type. */
function problemWith({ name, type }: ApiField, value: unknown, asText: boolean): string | undefined {
	const values = enums[type];
	if (values) return values.includes(value as string) ? undefined : `${name}: ${value} isn't ${type}`;
	const right: Record<string, (value: unknown) => boolean> = {
		string: (text) => typeof text === 'string' && text !== '',
		datetime: (text) => typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text),
		boolean: (flag) => (asText ? flag === 'true' || flag === 'false' : typeof flag === 'boolean'),
		int: (id) => Number.isSafeInteger(asText ? Number(id) : id),
		long: (id) => Number.isSafeInteger(asText ? Number(id) : id),
	};
	const check = right[type];
	if (!check) return `${name}: the contract test doesn't know the type ${type}`;
	return check(value) ? undefined : `${name}: ${JSON.stringify(value)} isn't ${type}`;
}

/** The fields of a recorded request in each place, by name. */
function partsOf(request: RecordedRequest, { path }: Endpoint): Record<string, Record<string, unknown>> {
	const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	const values = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(request.path) ?? [];
	return {
		path: Object.fromEntries(names.map((name, index) => [name, values[index + 1]])),
		query: request.query,
		body: (request.body ?? {}) as Record<string, unknown>,
	};
}

/** Returns all differences between a request and the table. */
function differencesOf(request: RecordedRequest): string[] {
	const endpoint = endpoints.find(({ name }) => name === request.endpoint);
	if (!endpoint) return [`${request.method} ${request.path} isn't an ECGrid endpoint`];
	const parts = partsOf(request, endpoint);
	const sent = Object.entries(parts).flatMap(([place, fields]) =>
		Object.entries(fields).map(([name, value]) => ({ place, name, value })),
	);
	return [
		...sent.flatMap(({ place, name, value }) => {
			const field = endpoint.request.find((candidate) => candidate.name === name && candidate.in === place);
			if (field) return problemWith(field, value, place !== 'body') ?? [];
			return endpoint.takesUnlistedFields && place === 'body'
				? []
				: [`${name} doesn't belong in the ${place}`];
		}),
		...endpoint.request
			.filter(({ required, name, in: place }) => required && parts[place]?.[name] === undefined)
			.map(({ name }) => `${name} is missing`),
		...(request.status === 400 ? ['the sandbox refuses it'] : []),
	];
}

const fieldsSent = (request: RecordedRequest) =>
	Object.values(partsOf(request, endpointOf(request.endpoint!))).flatMap((part) => Object.keys(part));

const run = async (parameters: INodeParameters) => {
	const credentials = credentialsFor(sandbox());
	await execute({ credentials, parameters, binary, onError: 'continueRegularOutput' });
	return sandbox().requests;
};

test('the node offers exactly the declared operations', async () => {
	const { description } = await nodeOfPackage('ecGrid');
	const offered = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) =>
			(options as INodePropertyOptions[]).map(
				({ value }) => `${displayOptions!.show!.resource![0]} ${value}`,
			),
		);
	expect(offered).toEqual(operations.map(({ resource, operation }) => `${resource} ${operation}`));
	expect(new Set(offered).size).toBe(offered.length);
});

test('no two operations do the same thing', () => {
	const used = operations.map(({ endpoint }) => endpoint);
	expect(used).toEqual([...new Set(used)]);
});

/** Endpoint groups that the node claims to cover completely. */
test.each([
	['callbacks', 8],
	['carbon-copies', 5],
	['certificates', 5],
	['comms', 8],
	['ids', 13],
	['interchanges', 8],
	['keys', 4],
	['mailboxes', 7],
	['networks', 6],
	['parcels', 15],
	['partners', 7],
	['portals', 2],
	['reports', 8],
	['status-lists', 1],
	['users', 16],
])('the node has every endpoint of the group %s, %d in total', (claimed, size) => {
	const names = endpoints.filter(({ group }) => group === claimed).map(({ name }) => name);
	expect(names).toHaveLength(size);
	expect(names.filter((name) => !operations.some(({ endpoint }) => endpoint === name))).toEqual([]);
});

describe.each(operations)('$resource → $operation', (chosen) => {
	test(`is ${chosen.endpoint}, which ECGrid has`, () =>
		expect(endpoints.map(({ name }) => name)).toContain(chosen.endpoint));

	test('declares its fields as on ECGrid’s page: place, name, type', () => {
		const { request, takesUnlistedFields } = endpointOf(chosen.endpoint);
		const declared = chosen.fields.filter(({ in: place, type }) => place !== 'local' && type !== 'unlisted');
		expect(chosen.fields.some(({ type }) => type === 'unlisted')).toBe(takesUnlistedFields);
		expect(request.map(({ name, in: place, type }) => `${place} ${name}: ${type}`)).toEqual(
			expect.arrayContaining(declared.map((field) => `${field.in} ${apiNameOf(field)}: ${field.type}`)),
		);
	});

	test('hides secrets', () => {
		const secret = chosen.fields.filter((field) =>
			/password|passphrase|secret|token/i.test(apiNameOf(field)),
		);
		for (const { property } of secret) {
			expect({ [property.name]: property.typeOptions?.password }).toEqual({ [property.name]: true });
		}
	});

	describe.each(waysOf(chosen))('%j', (way) => {
		test('with every field filled in, sends every field on ECGrid’s page, and nothing else', async () => {
			const requests = await run(parametersFor(await nodeOfPackage('ecGrid'), chosen, true, way));
			// Of a full page of a list without totals, the next page is asked for.
			expect([...new Set(requests.map(({ endpoint }) => endpoint))]).toEqual([chosen.endpoint]);
			expect(differencesOf(requests[0]!)).toEqual([]);
			const { request, takesUnlistedFields } = endpointOf(chosen.endpoint);
			expect(fieldsSent(requests[0]!).sort()).toEqual(
				[...request.map(({ name }) => name), ...(takesUnlistedFields ? [UNLISTED] : [])].sort(),
			);
		});

		test('with only the required fields, sends what ECGrid requires, with the right types', async () => {
			const requests = await run(parametersFor(await nodeOfPackage('ecGrid'), chosen, false, way));
			// For a list without totals, the node requests the next page.
			expect([...new Set(requests.map(({ endpoint }) => endpoint))]).toEqual([chosen.endpoint]);
			for (const request of requests) expect(differencesOf(request)).toEqual([]);
		});

		const forTheNode = chosen.fields.filter(({ in: place }) => place === 'local').map(apiNameOf);
		if (forTheNode.length > 0) {
			test(`doesn't send fields for the node itself: ${forTheNode.join(', ')}`, async () => {
				const [request] = await run(parametersFor(await nodeOfPackage('ecGrid'), chosen, true, way));
				expect(fieldsSent(request!).filter((name) => forTheNode.includes(name))).toEqual([]);
			});
		}
	});

	test('offers only values that ECGrid has', async () => {
		for (const { name, in: place, type } of endpointOf(chosen.endpoint).request) {
			const values = enums[type];
			if (!values) continue;
			const field = chosen.fields.find((each) => apiNameOf(each) === name && each.in === place);
			const property = field?.property;
			const offered = ((property?.options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
			expect(offered.filter((value) => value && !values.includes(value))).toEqual([]);
			if (type !== 'Status') expect(offered.filter(Boolean).sort()).toEqual([...values].sort());
		}
	});
});

describe('the trigger', () => {
	const options = async (name: string) => {
		const { description } = await nodeOfPackage('ecGridTrigger');
		const property = description.properties.find((candidate) => candidate.name === name)!;
		return (property.options as INodePropertyOptions[]).map(({ value }) => String(value)).sort();
	};

	test('offers all ECGrid events and all of its parcel events', async () => {
		expect(await options('events')).toEqual([...enums.Objects!].sort());
		expect(await options('parcelEvents')).toEqual([...enums.CallBackEventType!].sort());
	});

	test.each(['basic', 'digest', 'none'])(
		'sends only requests from the table, with %s',
		async (authentication) => {
			const parameters: INodeParameters = {
				authentication,
				events: ['Parcel', 'User'],
				options: { mailboxId: byId('30041'), networkId: byId('1202') },
			};
			const node = await trigger(sandbox(), parameters);
			await publish(node);
			await publish(await again(sandbox(), node, parameters));
			const changed = await again(sandbox(), node, { ...parameters, events: ['Mailbox'] });
			await publish(changed);
			await changed.hook('delete');
			expect(sandbox().requests.map(({ endpoint }) => endpoint)).toEqual(
				expect.arrayContaining([
					'POST /v2/callbacks/queue-list',
					'POST /v2/callbacks/create',
					'POST /v2/callbacks/update',
					'DELETE /v2/callbacks',
				]),
			);
			for (const request of sandbox().requests) {
				expect({ endpoint: request.endpoint, differences: differencesOf(request) }).toEqual({
					endpoint: request.endpoint,
					differences: [],
				});
			}
		},
	);
});

test('the pickers send only requests from the table', async () => {
	await searchList('searchMailboxes', credentialsFor(sandbox()), 'wholesale');
	await searchList('searchNetworks', credentialsFor(sandbox()));
	await searchList('searchCallbacks', credentialsFor(sandbox()));
	await searchList('searchParcels', credentialsFor(sandbox()), 'PO');
	expect(sandbox().requests).toHaveLength(4);
	expect(sandbox().requests.flatMap(differencesOf)).toEqual([]);
});

describe('this comparison', () => {
	const recorded = (request: Partial<RecordedRequest>) =>
		differencesOf({
			method: 'POST',
			path: '/v2/callbacks/create',
			endpoint: 'POST /v2/callbacks/create',
			query: {},
			body: { url: 'https://app.example.com', event: 'Parcel' },
			status: 200,
			...request,
		} as RecordedRequest);

	test('finds nothing in a correct request', () => expect(recorded({})).toEqual([]));

	test.each<[string, Partial<RecordedRequest>]>([
		['a missing field', { body: { url: 'https://app.example.com' } }],
		['an extra field', { body: { url: 'https://a.example.com', event: 'Parcel', retries: 3 } }],
		['another spelling', { body: { URL: 'https://a.example.com', event: 'Parcel' } }],
		['an ID as text', { body: { url: 'https://a.example.com', event: 'Parcel', mailboxId: '5' } }],
		['an unknown value', { body: { url: 'https://a.example.com', event: 'InBox' } }],
		['null', { body: { url: null, event: 'Parcel' } }],
		['a field in the wrong place', { query: { mailboxId: '5' } }],
		['an unknown endpoint', { endpoint: undefined }],
		['a refusal by the sandbox', { status: 400 }],
	])('finds %s', (_, request) => expect(recorded(request)).not.toEqual([]));
});
