import { endpoints, enums, type ApiField } from '../../contract';
import { call } from './client';
import { sandboxWith } from './setup';

const callable = endpoints.map((endpoint) => ({
	...endpoint,
	call: endpoint.name.replace('{ShowInactive}', 'true').replace(/\{\w+\}/g, '1'),
	body: endpoint.request.filter((field) => field.in === 'body'),
}));

test('all 119 endpoints are served, and recorded under their own name', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable) {
		const { status } = await call(sandbox, endpoint.call, endpoint.body.length > 0 ? {} : undefined);
		expect([200, 400, 404]).toContain(status);
	}
	expect(sandbox.requests.map(({ endpoint }) => endpoint)).toEqual(callable.map(({ name }) => name));
	expect(callable).toHaveLength(119);
});

test('a value in the path that is none is refused', async () => {
	const sandbox = await sandboxWith();
	expect(await call(sandbox, 'GET /v2/reports/True')).toMatchObject({ status: 400 });
});

test('every required field is required', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable) {
		const required = endpoint.body.filter((field) => field.required);
		if (required.length === 0) continue;
		const answer = await call(sandbox, endpoint.call, {});
		expect(answer).toMatchObject({ status: 400, message: `${required[0]!.name}: is required` });
	}
});

test('every field is refused when it has a type of its own and gets another', async () => {
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

test('fields that are not in the contract are refused by name', async () => {
	const sandbox = await sandboxWith();
	for (const endpoint of callable.filter(
		({ takesUnlistedFields, body }) => body.length > 0 && !takesUnlistedFields,
	)) {
		const answer = await call(sandbox, endpoint.call, { ...valid(endpoint.body), colour: 'blue' });
		expect(answer).toMatchObject({ status: 400, message: 'colour: is not a parameter of this endpoint' });
	}
});

/** A value of the right type for every field. */
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
