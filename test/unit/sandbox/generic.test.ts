import { endpoints, enums, type Shape } from '../../contract';
import { isaElements } from '../../../sandbox/x12';
import { call } from './client';
import { sandboxWith } from './setup';

/** Whether a response has the shape on its page: every field, with the right type. */
function differs(value: unknown, shape: Shape, where = 'data'): string[] {
	if (Array.isArray(shape)) {
		if (!Array.isArray(value)) return [`${where} isn't a list`];
		return value.flatMap((each, index) => differs(each, shape[0]!, `${where}[${index}]`));
	}
	if (typeof shape === 'object') {
		if (typeof value !== 'object' || value === null) return [`${where} isn't an object`];
		return Object.entries(shape).flatMap(([name, inner]) =>
			differs((value as Record<string, unknown>)[name], inner, `${where}.${name}`),
		);
	}
	const type = shape === 'integer' ? 'number' : shape;
	if (shape === 'null') return value === null ? [] : [`${where} isn't null`];
	return typeof value === type ? [] : [`${where} is ${typeof value}, not ${type}`];
}

const SAMPLES: Record<string, unknown> = {
	int: 7,
	long: 7,
	datetime: '2026-01-31T09:30:00Z',
	boolean: true,
	string: '*',
};

const HEADER = isaElements({ qualifier: 'ZZ', id: 'A' }, { qualifier: 'ZZ', id: 'B' }, new Date(0)).join('*');

const stateful = ['auth', 'callbacks', 'parcels'];
const generic = endpoints.filter(({ path }) => !stateful.includes(path.split('/')[2]!));

test.each(generic.map((endpoint) => [endpoint.name, endpoint] as const))(
	'%s answers in the shape of its page',
	async (_, { method, path, request, data }) => {
		const sandbox = await sandboxWith();
		const required = request.filter((field) => field.required && field.in === 'body');
		const body = Object.fromEntries(
			required.map(({ name, type }) => [
				name,
				{ mailboxId: 30001, networkId: 1201, interchangeHeader: HEADER }[name] ??
					enums[type]?.[0] ??
					SAMPLES[type],
			]),
		);
		const at = path
			.replace('{ShowInactive}', 'true')
			.replace('/v2/networks/{id}', '/v2/networks/1201')
			.replace('/v2/mailboxes/{id}', '/v2/mailboxes/30001')
			.replace(/\{\w+\}/g, '7');
		const answer = await call(
			sandbox,
			`${method} ${at}`,
			request.some((field) => field.in === 'body') ? body : undefined,
		);
		expect(answer).toMatchObject({ status: 200, success: true });
		expect(differs(answer.data, data)).toEqual([]);
	},
);

test('create assigns an ID, and the object can be read, listed, changed and deleted', async () => {
	const sandbox = await sandboxWith();
	const created = await call(sandbox, 'POST /v2/partners', { ecGridIdFrom: 820001, ecGridIdTo: 820002 });
	const partner = created.data as { interconnectId: number };
	expect(partner).toMatchObject({
		ecGridIdFrom: 820001,
		ecGridIdTo: 820002,
		interconnectId: expect.any(Number),
	});
	const at = `/v2/partners/${partner.interconnectId}`;
	expect((await call(sandbox, `GET ${at}`)).data).toEqual(partner);
	expect((await call(sandbox, `DELETE ${at}`)).data).toBe(true);
	for (const again of [`GET ${at}`, `DELETE ${at}`]) {
		expect(await call(sandbox, again)).toMatchObject({ status: 404, errorCode: 'ObjectNotFound' });
	}
});

test('a new mailbox works like the existing ones', async () => {
	const sandbox = await sandboxWith();
	const input = { networkId: 1201, uniqueId: 'HARBOR9', companyName: 'Harborline Returns' };
	const { data } = await call(sandbox, 'POST /v2/mailboxes/create', input);
	const { mailboxId } = data as { mailboxId: number };
	expect((await call(sandbox, `GET /v2/mailboxes/${mailboxId}`)).data).toMatchObject({ ...input, mailboxId });
	const list = await call(sandbox, 'POST /v2/mailboxes/list', { recordsPerPage: 500 });
	expect(JSON.stringify(list.data)).toContain('Harborline Returns');
	const callback = { url: 'https://app.example.com/x', event: 'Parcel', mailboxId };
	expect(await call(sandbox, 'POST /v2/callbacks/create', callback)).toMatchObject({ status: 200 });
	await call(sandbox, `DELETE /v2/mailboxes/${mailboxId}`);
	expect(await call(sandbox, `GET /v2/mailboxes/${mailboxId}`)).toMatchObject({ status: 404 });
	const another = await sandboxWith();
	const others = await call(another, 'POST /v2/mailboxes/list', { recordsPerPage: 500 });
	expect(JSON.stringify(others.data)).not.toContain('Harborline Returns');
});

test('an update changes the results of get and list, and nothing else', async () => {
	const sandbox = await sandboxWith();
	const copy = { fromMailboxId: 30001, toMailboxId: 30002, direction: 'InBox' };
	const { data } = await call(sandbox, 'POST /v2/carboncopies/create', copy);
	const { ccId } = data as { ccId: number };
	await call(sandbox, 'PUT /v2/carboncopies/update', { ccId, status: 'Suspended' });
	expect((await call(sandbox, `GET /v2/carboncopies/${ccId}`)).data).toMatchObject({
		...copy,
		ccId,
		status: 'Suspended',
	});
	expect((await call(sandbox, 'POST /v2/carboncopies/list', { status: 'Suspended' })).data).toHaveLength(1);
	expect((await call(sandbox, 'POST /v2/carboncopies/list', { status: 'Active' })).data).toEqual([]);
});

test('lists are paged, and readings and faults apply to them too', async () => {
	const sandbox = await sandboxWith();
	for (let count = 0; count < 5; count++) {
		await call(sandbox, 'POST /v2/carboncopies/create', {
			fromMailboxId: 30001,
			toMailboxId: 30002,
			direction: 'InBox',
		});
	}
	const page = async (pageNo: number) =>
		(await call(sandbox, 'POST /v2/carboncopies/list', { pageNo, recordsPerPage: 2 })).data as unknown[];
	expect([(await page(1)).length, (await page(3)).length, (await page(4)).length]).toEqual([2, 1, 0]);
	sandbox.fault('POST /v2/carboncopies/list', { status: 503 });
	expect(await call(sandbox, 'POST /v2/carboncopies/list', {})).toMatchObject({ status: 503 });
});

test('returns not found for an ID that was never assigned', async () => {
	const sandbox = await sandboxWith();
	expect(await call(sandbox, 'GET /v2/partners/1000001')).toMatchObject({
		status: 404,
		errorCode: 'ObjectNotFound',
	});
	expect(endpoints).toHaveLength(119);
});

test('an ECGrid ID moves to another mailbox, where it stays', async () => {
	const sandbox = await sandboxWith();
	const moved = { ecGridId: 820001, newMailboxId: 30002 };
	expect((await call(sandbox, 'POST /v2/ids/tp-move', moved)).data).toMatchObject({ mailboxId: 30002 });
	expect((await call(sandbox, 'GET /v2/ids/820001')).data).toMatchObject({ mailboxId: 30002 });
});

test('an ECGrid ID has the partners that it is one side of', async () => {
	const sandbox = await sandboxWith();
	for (const ecGridIdFrom of [710001, 710002]) {
		await call(sandbox, 'POST /v2/partners', { ecGridIdFrom, ecGridIdTo: 710003 });
	}
	const countOf = async (ecGridId: number) =>
		(await call(sandbox, 'POST /v2/partners/count', { ecGridId })).data;
	expect(await Promise.all([710001, 710003, 710004].map(countOf))).toEqual([1, 2, 0]);
	expect((await call(sandbox, 'POST /v2/partners/list', { ecGridId: 710002 })).data).toMatchObject([
		{ ecGridIdFrom: 710002, ecGridIdTo: 710003 },
	]);
});

test('a partner is found by its ID, and receives files once the new partnership is active', async () => {
	const sandbox = await sandboxWith({ readings: { partnerStatus: 'Pending' } });
	const found = await call(sandbox, 'POST /v2/ids/find', { qualifier: '12', id: '5135550142' });
	expect(found.data).toMatchObject([{ ecGridId: 820004, mailboxId: 30081, status: 'Active' }]);
	const pair = { ecGridIdFrom: 820002, ecGridIdTo: 820004 };
	expect((await call(sandbox, 'POST /v2/partners', pair)).data).toMatchObject({ ...pair, status: 'Pending' });
	const sent = async () => (await call(sandbox, 'POST /v2/parcels/send-test-file', pair)).status;
	expect(await sent()).toBe(400);
	sandbox.interconnects.at(-1)!.status = 'Active';
	expect(await sent()).toBe(200);
});

test.each([
	['lead up to the target time', {}, ['2026-11-02', '2026-11-09'], [1, 0]],
	['follow the target time', { trafficFollows: true }, ['2026-11-16', '2026-11-23'], [0, 2]],
])('the periods of traffic stats %s', async (_, readings, starts, received) => {
	const sandbox = await sandboxWith({ readings });
	for (const day of ['2026-11-04', '2026-11-23', '2026-11-29T23:59:59.999Z', '2026-11-30']) {
		sandbox.addParcel({ fileName: 'a.edi', content: 'ISA', created: new Date(day) }, { fire: false });
	}
	const { data } = await call(sandbox, 'POST /v2/reports/traffic-stats', {
		targetTime: '2026-11-16T00:00:00Z',
		numPeriods: 2,
		period: 'Week',
	});
	expect(data).toMatchObject(
		starts.map((day, index) => ({
			periodStart: `${day}T00:00:00.000Z`,
			sentCount: 0,
			receivedCount: received[index],
		})),
	);
});
