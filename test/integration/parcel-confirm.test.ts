import type { Fault, ParcelRecord } from '../../sandbox';
import { errorOf, outputOf, outputsOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, cleanSandbox, withoutPauses } from './setup';

const CONFIRM = 'POST /v2/parcels/confirm';
const GET = 'GET /v2/parcels/{id}';

const sandbox = cleanSandbox();
const falseOnRepeat = cleanSandbox({ readings: { repeatedConfirmFalse: true } });
withoutPauses();

const arrived = (grid = sandbox()) =>
	grid.addParcel({ fileName: 'PO.edi', content: 'ISA' }, { fire: false }) as ParcelRecord;

const confirm = async (parcelId: unknown, grid = sandbox()) =>
	await runOperation(grid, 'parcel confirm', { parcelId });

const endpointsOf = (grid = sandbox()) => grid.requests.map(({ endpoint }) => endpoint);

const FALSE: Fault = { body: '{"success":true,"data":false}' };

test.each<[string, Fault]>([
	['true', { delayMs: 1 }],
	['an object', { body: '{"success":true,"data":{"parcelId":5,"status":"InBoxTransferred"}}' }],
	['nothing', { body: '{"success":true,"data":null}' }],
])('answered with %s is done', async (_, fault) => {
	const parcel = arrived();
	sandbox().fault(CONFIRM, { ...fault, afterWork: true });
	expect(outputOf(await confirm(String(parcel.parcelId)))).toEqual([
		{ json: { success: true, parcelId: parcel.parcelId }, pairedItem: { item: 0 } },
	]);
	expect(bodiesOf(sandbox(), CONFIRM)).toEqual([{ parcelId: parcel.parcelId }]);
	expect(endpointsOf()).toEqual([CONFIRM]);
	expect(parcel.status).toBe('InBoxTransferred');
});

test('a second confirm does no harm', async () => {
	const { parcelId } = arrived();
	await confirm(parcelId);
	expect(outputOf(await confirm(parcelId))).toMatchObject([{ json: { success: true, parcelId } }]);
});

test('a second confirm that ECGrid answers with false is done, and says so', async () => {
	const { parcelId } = arrived(falseOnRepeat());
	await confirm(parcelId, falseOnRepeat());
	expect(outputOf(await confirm(parcelId, falseOnRepeat()))).toEqual([
		{ json: { success: true, parcelId, alreadyConfirmed: true }, pairedItem: { item: 0 } },
	]);
	expect(endpointsOf(falseOnRepeat())).toEqual([CONFIRM, CONFIRM, GET]);
});

test.each<[string, Fault]>([
	['cut', { cut: true, afterWork: true }],
	['a 502', { status: 502, afterWork: true }],
])(
	'succeeds if the first try works, its response is %s, and the second is answered with false',
	async (_, fault) => {
		const { parcelId } = arrived(falseOnRepeat());
		falseOnRepeat().fault(CONFIRM, fault);
		expect(outputOf(await confirm(parcelId, falseOnRepeat()))).toMatchObject([
			{ json: { success: true, parcelId, alreadyConfirmed: true } },
		]);
		expect(endpointsOf(falseOnRepeat())).toEqual([CONFIRM, CONFIRM, GET]);
	},
);

test.each<[string, Fault]>([
	['a 503', { status: 503 }],
	['a cut connection', { cut: true }],
	['a connection cut after the work', { cut: true, afterWork: true }],
])('is sent again after %s', async (_, fault) => {
	const parcel = arrived();
	sandbox().fault(CONFIRM, fault);
	expect(outputOf(await confirm(parcel.parcelId))).toMatchObject([{ json: { success: true } }]);
	expect(endpointsOf()).toEqual([CONFIRM, CONFIRM]);
	expect(parcel.status).toBe('InBoxTransferred');
});

describe('only ECGrid’s own word is a refusal, whatever Get Parcel says', () => {
	const page = '<html><body>Sign in</body></html>';

	test.each<[string, Fault]>([
		['a firewall’s page with 400', { status: 400, body: page }],
		['a gateway’s page with 413', { status: 413, body: page }],
		['a gateway’s page with 451', { status: 451, body: page }],
		['499 without a body', { status: 499, body: '' }],
		["a gateway's JSON", { status: 409, body: '{"error":"conflict"}' }],
	])("%s: the parcel isn't confirmed", async (_, fault) => {
		const parcel = arrived();
		parcel.status = 'InBoxTransferred';
		sandbox().fault(CONFIRM, { ...fault, times: 3 });
		expect(errorOf(await confirm(parcel.parcelId)).name).toBe('NodeApiError');
		expect(endpointsOf()).not.toContain(GET);
	});

	test.each<[string, Fault]>([
		['a web page', { body: page }],
		['nothing', { body: '' }],
		['half a response', { body: '{"success":true,"da' }],
	])('200 with %s: it is unknown whether the parcel is confirmed', async (_, fault) => {
		const parcel = arrived();
		parcel.status = 'InBoxTransferred';
		sandbox().fault(CONFIRM, { ...fault, times: 3 });
		const { message, description } = errorOf(await confirm(parcel.parcelId));
		expect(message).toMatch(/It isn't known whether the parcel is confirmed$/);
		expect(description).toMatch(/^Run this again: confirming twice does no harm\./);
		expect(endpointsOf()).not.toContain(GET);
	});
});

describe('after a refusal, Get Parcel decides', () => {
	const refusals: Array<[string, Fault]> = [
		['data false', FALSE],
		['success false', { success: false, errorCode: 'InvalidParameter', message: 'Confirmed already' }],
		['400', { status: 400, message: 'Confirmed already' }],
		['409', { status: 409, message: 'Confirmed already' }],
	];

	describe.each(refusals)('%s', (_, fault) => {
		test.each([
			['InBoxTransferred', '"InBoxTransferred"'],
			['InBoxArchived', '"InBoxArchived"'],
			['another spelling', '"inboxtransferred"'],
			['an object', '{"code":2500,"description":"InBoxTransferred"}'],
		])('is considered done if the status is %s', async (__, status) => {
			const { parcelId } = arrived();
			sandbox().fault(CONFIRM, fault);
			sandbox().fault(GET, { body: `{"success":true,"data":{"parcelId":${parcelId},"status":${status}}}` });
			expect(outputOf(await confirm(parcelId))).toMatchObject([
				{ json: { success: true, parcelId, alreadyConfirmed: true } },
			]);
			expect(endpointsOf().at(-1)).toBe(GET);
		});

		test.each([
			['still waiting', '"InBoxReady"'],
			['something else', '"outboxSent"'],
			['nothing', 'null'],
			['not said', '""'],
			['a number', '2500'],
		])('is an error if the status is %s', async (__, status) => {
			const { parcelId } = arrived();
			sandbox().fault(CONFIRM, fault);
			sandbox().fault(GET, { body: `{"success":true,"data":{"parcelId":${parcelId},"status":${status}}}` });
			const run = await confirm(parcelId);
			expect(errorOf(run)).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
			expect(errorOf(run).message).not.toContain('not known');
			if (fault.message) expect(errorOf(run).message).toContain(fault.message);
			expect(outputOf(run)).toEqual([]);
		});

		test.each<[string, Fault]>([
			['not found', { status: 404, message: 'Of Get Parcel' }],
			['down', { status: 500, message: 'Of Get Parcel', times: 3 }],
			['cut', { cut: true, times: 3 }],
			['null', { body: '{"success":true,"data":null}' }],
		])('is the error if Get Parcel is %s', async (__, getFault) => {
			const { parcelId } = arrived();
			sandbox().fault(CONFIRM, fault);
			sandbox().fault(GET, getFault);
			const { message } = errorOf(await confirm(parcelId));
			expect(message).not.toContain('Of Get Parcel');
			if (fault.message) expect(message).toContain(fault.message);
		});
	});

	test('is asked again when it is down for a moment', async () => {
		const parcel = arrived();
		parcel.status = 'InBoxTransferred';
		sandbox().fault(CONFIRM, FALSE);
		sandbox().fault(GET, { status: 503 });
		expect(outputOf(await confirm(parcel.parcelId))).toMatchObject([{ json: { alreadyConfirmed: true } }]);
		expect(endpointsOf()).toEqual([CONFIRM, GET, GET]);
	});

	test.each<[string, Fault, number]>([
		['401', { status: 401 }, 1],
		['403', { status: 403 }, 1],
		['404', { status: 404 }, 1],
		['404 with another code', { status: 404, errorCode: 'InvalidParameter' }, 1],
		['a limit that lasts', { status: 429, retryAfter: 100_000 }, 1],
		['a key that is refused with status 200', { success: false, errorCode: 'InvalidAPIKey' }, 1],
		['no such parcel, with status 200', { success: false, errorCode: 'ObjectNotFound' }, 1],
		['a redirect', { redirect: 'http://127.0.0.1:9/' }, 1],
		['a permanent redirect', { status: 308 }, 1],
	])("%s doesn't lead to a Get Parcel", async (_, fault, tries) => {
		const parcel = arrived();
		parcel.status = 'InBoxTransferred';
		sandbox().fault(CONFIRM, fault);
		const { name, message } = errorOf(await confirm(parcel.parcelId));
		expect(name).toBe('NodeApiError');
		expect(message).not.toContain('known whether the parcel is confirmed');
		expect(endpointsOf()).toEqual(Array(tries).fill(CONFIRM));
	});
});

test('after a 501 Get Parcel does not decide', async () => {
	const parcel = arrived();
	parcel.status = 'InBoxTransferred';
	sandbox().fault(CONFIRM, { status: 501, message: 'Not here' });
	expect(errorOf(await confirm(parcel.parcelId)).message).toMatch(/Not here.* isn't known whether/);
	expect(endpointsOf()).toEqual([CONFIRM]);
});

describe.each<[string, Fault]>([
	['503', { status: 503 }],
	['500', { status: 500, message: 'Confirmed already' }],
	['an internal error with status 200', { success: false, errorCode: 'InternalError' }],
	['a connection that is cut', { cut: true }],
])('after %s, three times', (_, fault) => {
	test('whatever its status, it is unknown whether the parcel is confirmed, and the error says to run again', async () => {
		const parcel = arrived();
		// A download alone may set this status.
		parcel.status = 'InBoxTransferred';
		sandbox().fault(CONFIRM, { ...fault, times: 3 });
		const error = errorOf(await confirm(parcel.parcelId));
		expect(error.name).toBe('NodeApiError');
		expect(error.message).toMatch(/\. It isn't known whether the parcel is confirmed$/);
		expect(error.description).toMatch(/^Run this again: confirming twice does no harm\. .*Tried 3 times\.$/);
		expect(endpointsOf()).toEqual(Array(3).fill(CONFIRM));
	});
});

test('after an unknown outcome, Retry On Fail confirms again', async () => {
	const { parcelId } = arrived();
	sandbox().fault(CONFIRM, { status: 503, times: 3 });
	const run = await runOperation(sandbox(), 'parcel confirm', { parcelId }, [{}], { maxTries: 2 });
	expect(outputOf(run)).toMatchObject([{ json: { success: true, parcelId } }]);
	expect(endpointsOf()).toEqual(Array(4).fill(CONFIRM));
});

test('an outbound parcel is refused with ECGrid’s words', async () => {
	await runOperation(sandbox(), 'parcel sendTestFile', { ecGridIdFrom: 820001, ecGridIdTo: 820005 });
	const { parcelId } = sandbox().parcels.at(-1)!;
	expect(errorOf(await confirm(parcelId)).message).toMatch(/is outbound/);
});

describe('several items', () => {
	const parameters = { parcelId: '={{ $json.parcelId }}' };
	const four = () => {
		const [first, second, third] = [arrived(), arrived(), arrived()];
		return [first, { parcelId: 5 }, second, third].map(({ parcelId }) => ({ parcelId }));
	};

	test('are all confirmed, paired, even if one fails', async () => {
		const items = four();
		const run = await runOperation(sandbox(), 'parcel confirm', parameters, items, {
			onError: 'continueRegularOutput',
		});
		expect(outputOf(run)).toMatchObject(
			items.map(({ parcelId }, item) => ({
				json:
					item === 1
						? { error: expect.stringMatching(/Parcel 5 was not found/) }
						: { success: true, parcelId },
				pairedItem: { item },
			})),
		);
	});

	test('have a separate output for failures, if there is one', async () => {
		const items = four();
		const run = await runOperation(sandbox(), 'parcel confirm', parameters, items, {
			onError: 'continueErrorOutput',
		});
		const [succeeded, failed] = outputsOf(run);
		expect(succeeded!.map(({ parcelId }) => parcelId)).toEqual(
			[0, 2, 3].map((item) => items[item]!.parcelId),
		);
		expect(failed).toMatchObject([{ parcelId: 5, error: expect.any(String) }]);
	});
});
