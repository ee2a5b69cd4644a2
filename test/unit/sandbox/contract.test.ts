import { endpoints, enums, type ApiField } from '../../contract';
import { call } from './client';
import { sandboxWith } from './setup';

const callable = endpoints.map((endpoint) => ({
	...endpoint,
	call: endpoint.name.replace('{ShowInactive}', 'true').replace(/\{\w+\}/g, '1'),
	body: endpoint.request.filter((field) => field.in === 'body'),
}));

test('serves all 119 endpoints and records them under their own names', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable) {
		const { status } = await call(sandbox, endpoint.call, endpoint.body.length > 0 ? {} : undefined);
		expect([200, 400, 404]).toContain(status);
	}
	expect(sandbox.requests.map(({ endpoint }) => endpoint)).toEqual(callable.map(({ name }) => name));
	expect(callable).toHaveLength(119);
});

test('refuses an invalid value in the path', async () => {
	const sandbox = await sandboxWith();
	expect(await call(sandbox, 'GET /v2/reports/True')).toMatchObject({ status: 400 });
});

test('requires every required field', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable) {
		const required = endpoint.body.filter((field) => field.required);
		if (required.length === 0) continue;
		const answer = await call(sandbox, endpoint.call, {});
		expect(answer).toMatchObject({ status: 400, message: `${required[0]!.name}: is required` });
	}
});

test('refuses the wrong type for every field that has a specific type', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable) {
		for (const field of endpoint.body) {
			const answer = await call(sandbox, endpoint.call, {
				...valid(endpoint.body),
				[field.name]: { not: 'this' },
			});
			expect(answer).toMatchObject({ status: 400, errorCode: 'InvalidParameter' });
			expect(answer.message).toContain(`${field.name}: `);
		}
	}
});

test('refuses unknown fields and names them', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable.filter(
		({ takesUnlistedFields, body }) => body.length > 0 && !takesUnlistedFields,
	)) {
		const answer = await call(sandbox, endpoint.call, { ...valid(endpoint.body), colour: 'blue' });
		expect(answer).toMatchObject({ status: 400, message: 'colour: is not a parameter of this endpoint' });
	}
});

/** Returns a value of the right type for every field. */
function valid(fields: ApiField[]) {
	const examples: Record<string, unknown> = {
		boolean: true,
		datetime: '2026-01-31T00:00:00Z',
		int: 1,
		long: 1,
		'HTTPS only': 'https://example.com/',
		'Base64-encoded': 'QQ==',
		...Object.fromEntries(Object.entries(enums).map(([name, values]) => [name, values[0]])),
	};
	const example = ({ type, constraint = '' }: ApiField) => examples[constraint] ?? examples[type] ?? 'x';
	return Object.fromEntries(fields.map((field) => [field.name, example(field)]));
}
