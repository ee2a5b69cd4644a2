import type { Fault, ParcelRecord } from '../../sandbox';
import { errorOf, execute, nodeOfPackage, outputOf, outputsOf } from './n8n';
import { binary, operations, parametersFor, runOperation } from './operations';
import { cleanSandbox, credentialsFor, withoutPauses } from './setup';

const sandbox = cleanSandbox();
withoutPauses();

const UPLOAD = 'POST /v2/parcels/upload';
/** Replaces a fault where a request should succeed. */
const WELL: Fault = { delayMs: 1 };
const REFUSED: Fault = { status: 400, errorCode: 'InvalidParameter', message: 'No such partner' };
/** ECGrid has carried it out, and the response is lost. */
const LOST: Fault = { cut: true, afterWork: true };

beforeEach(() => void ((sandbox().parcels as ParcelRecord[]).length = 0));

type Options = Partial<Parameters<typeof execute>[0]>;

/** Uploads a file for each name with *Retry On Fail*: three tries. */
const upload = async (fileNames: string[], options?: Options) =>
	await runOperation(
		sandbox(),
		'parcel upload',
		{
			input: 'text',
			content: 'ISA',
			fileName: '={{ $json.fileName }}',
			additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820002' },
		},
		fileNames.map((fileName) => ({ fileName })),
		{ maxTries: 3, ...options },
	);

/** The names of the sent files, in order, including refused ones. */
const sent = () =>
	sandbox()
		.requests.filter(({ endpoint }) => endpoint === UPLOAD)
		.map(({ body }) => (body as { fileName: string }).fileName);

/** The parcels that ECGrid accepted, in order. */
const taken = () => sandbox().parcels.filter(({ direction }) => direction === 'OutBox');

const namesIn = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.fileName);

describe('Retry On Fail', () => {
	test("doesn't upload a file again if a later item is refused", async () => {
		sandbox().fault(UPLOAD, WELL, REFUSED);
		const run = await upload(['1.edi', '2.edi', '3.edi']);
		expect(sent()).toEqual(['1.edi', '2.edi', '2.edi', '3.edi']);
		expect(namesIn(outputOf(run))).toEqual(['1.edi', '2.edi', '3.edi']);
		expect(outputOf(run).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(outputOf(run).map(({ json }) => json.parcelId)).toEqual(taken().map(({ parcelId }) => parcelId));
	});

	test("a file name that differs with every try doesn't cause another upload", async () => {
		sandbox().fault(UPLOAD, WELL, REFUSED);
		await runOperation(
			sandbox(),
			'parcel upload',
			{
				input: 'text',
				content: 'ISA',
				fileName: '={{ $itemIndex }}-{{ Math.random() }}.edi',
				additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820002' },
			},
			[{}, {}],
			{ maxTries: 3 },
		);
		expect(sent().map((name) => name.split('-')[0])).toEqual(['0', '1', '1']);
	});

	test('retries a persistent refusal as often as configured, and sends earlier items only once', async () => {
		sandbox().fault(UPLOAD, WELL, { ...REFUSED, times: 10 });
		const run = await upload(['1.edi', '2.edi', '3.edi']);
		expect(sent()).toEqual(['1.edi', '2.edi', '2.edi', '2.edi']);
		expect(errorOf(run).message).toContain('No such partner');
	});

	test('retries nothing after an unknown outcome, and the error says so', async () => {
		sandbox().fault(UPLOAD, WELL, LOST);
		const run = await upload(['1.edi', '2.edi', '3.edi']);
		expect(sent()).toEqual(['1.edi', '2.edi']);
		const error = errorOf(run);
		expect(error.message).toMatch(/It isn't known whether ECGrid carried out the request \[item 1\]$/);
		expect(error.description).toMatch(/^“Retry On Fail” did not send this again/);
		expect(error.description).toMatch(/check whether it was carried out.*Parcel → Get Many Outbox/);
		expect(taken().map(({ fileName }) => fileName)).toEqual(['1.edi', '2.edi']);
	});

	test('continue on fail: n8n repeats the whole run for a first item that failed, and only that item is sent again', async () => {
		sandbox().fault(UPLOAD, REFUSED);
		const run = await upload(['1.edi', '2.edi', '3.edi'], { onError: 'continueRegularOutput' });
		expect(sent()).toEqual(['1.edi', '2.edi', '3.edi', '1.edi']);
		expect(namesIn(outputOf(run))).toEqual(['1.edi', '2.edi', '3.edi']);
	});

	test("continue on fail: a first item with an unknown outcome isn't sent again, and the others keep their results", async () => {
		sandbox().fault(UPLOAD, LOST);
		const run = await upload(['1.edi', '2.edi'], { onError: 'continueErrorOutput' });
		expect(sent()).toEqual(['1.edi', '2.edi']);
		const [good, bad] = outputsOf(run);
		expect(good).toMatchObject([{ fileName: '2.edi' }]);
		expect(bad).toMatchObject([{ error: expect.stringContaining("isn't known whether") }]);
	});

	test.each<[string, Fault, object]>([
		[
			'that the outcome is unknown and how to check',
			LOST,
			{
				outcomeUnknown: true,
				description: expect.stringMatching(/check whether it was carried out.*Parcel → Get Many Outbox/),
			},
		],
		[
			'only the code and status, if the outcome is known',
			REFUSED,
			{ errorCode: 'InvalidParameter', httpStatus: 400 },
		],
	])('the details of an error item say %s', async (_, fault, details) => {
		sandbox().fault(UPLOAD, fault);
		const run = await upload(['1.edi'], { onError: 'continueErrorOutput', maxTries: undefined });
		expect(outputsOf(run)[1]).toEqual([{ fileName: '1.edi', error: expect.any(String), details }]);
	});

	test('another run of the node sends again, even with the same items', async () => {
		await upload(['1.edi', '2.edi']);
		await upload(['1.edi', '2.edi']);
		expect(sent()).toEqual(['1.edi', '2.edi', '1.edi', '2.edi']);
	});

	test("doesn't look again for a deleted object", async () => {
		const ids = ['https://a.example.com/', 'https://b.example.com/'].map(
			(url) => sandbox().addCallback({ url, event: 'User' }).callbackId,
		);
		sandbox().fault('DELETE /v2/callbacks', WELL, { ...REFUSED, message: 'Not now' });
		const run = await runOperation(
			sandbox(),
			'callback delete',
			{ callbackId: '={{ $json.id }}' },
			ids.map((id) => ({ id })),
			{ maxTries: 2 },
		);
		expect(outputOf(run).map(({ json }) => json.callbackId)).toEqual(ids);
	});
});

describe.each(operations.filter(({ idempotent }) => !idempotent))(
	'Retry On Fail with $resource → $operation',
	(chosen) => {
		test("an unknown outcome isn't retried", async () => {
			const { parcelId } = sandbox().addParcel({ fileName: 'PO.edi', content: 'ISA' }, { fire: false });
			const { callbackId } = sandbox().addCallback({ url: 'https://localhost:9/', event: 'User' });
			const things = { parcelId, callbackId, ecGridIdFrom: '820001', ecGridIdTo: '820005' };
			sandbox().fault(chosen.endpoint, LOST);
			const run = await execute({
				credentials: credentialsFor(sandbox()),
				parameters: parametersFor(await nodeOfPackage('ecGrid'), chosen, false, things),
				binary,
				maxTries: 3,
			});
			expect(errorOf(run).description).toMatch(/“Retry On Fail” did not send this again/);
			expect(sandbox().requests.filter(({ endpoint }) => endpoint === chosen.endpoint)).toHaveLength(1);
		});
	},
);
