import type { ParcelRecord } from '../../sandbox';
import { parcelInfo } from '../../sandbox/parcels';
import { errorOf, outputOf, outputsOf } from './n8n';
import { runOperation } from './operations';
import { cleanSandbox } from './setup';

const sandbox = cleanSandbox();
const objects = cleanSandbox({ readings: { uploadObject: true } });

const partners = { ecGridIdFrom: '820001', ecGridIdTo: '820005' };

const arrived = () => sandbox().addParcel({ fileName: 'PO.edi', content: 'ISA' }, { fire: false });

const sent = async () => {
	await runOperation(sandbox(), 'parcel sendTestFile', partners);
	sandbox().clearRequests();
	return sandbox().parcels.at(-1) as ParcelRecord;
};

const requests = () =>
	sandbox().requests.map(({ method, path, body }) => ({ request: `${method} ${path}`, body }));

test('Get returns what ECGrid knows about the parcel', async () => {
	const parcel = arrived();
	const run = await runOperation(sandbox(), 'parcel get', { parcelId: ` ${parcel.parcelId} ` });
	expect(outputOf(run)).toEqual([{ json: parcelInfo(parcel), pairedItem: { item: 0 } }]);
	expect(requests()).toEqual([{ request: `GET /v2/parcels/${parcel.parcelId}`, body: undefined }]);
});

test('Get passes on fields that ECGrid adds, and a status of any shape', async () => {
	const data = { parcelId: 7, status: { code: 2500, description: 'InBoxReady' }, parcelBytes: 12 };
	sandbox().fault('GET /v2/parcels/{id}', { body: JSON.stringify({ success: true, data }) });
	expect(outputOf(await runOperation(sandbox(), 'parcel get', { parcelId: '7' }))).toMatchObject([
		{ json: data },
	]);
});

test('Get returns an object nested too deep for n8n to store with text in place of the deep part', async () => {
	const answer = `{"success":true,"data":{"parcelId":7,"odd":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`;
	sandbox().fault('GET /v2/parcels/{id}', { body: answer });
	const [item] = outputOf(await runOperation(sandbox(), 'parcel get', { parcelId: '7' }))!;
	expect(item!.json.parcelId).toBe(7);
	expect(JSON.stringify(item!.json)).toContain('left out: nested more than 100 levels deep');
});

describe('Cancel', () => {
	test('stops a parcel in transit and returns its ID', async () => {
		const parcel = await sent();
		const run = await runOperation(sandbox(), 'parcel cancel', { parcelId: parcel.parcelId });
		expect(outputOf(run)).toEqual([
			{ json: { success: true, parcelId: parcel.parcelId }, pairedItem: { item: 0 } },
		]);
		expect(parcel.status).toBe('Cancelled');
		expect(requests()).toMatchObject([{ request: `POST /v2/parcels/cancel/${parcel.parcelId}` }]);
	});

	test('is refused for an inbound parcel, with ECGrid’s words', async () => {
		const { parcelId } = arrived();
		const run = await runOperation(sandbox(), 'parcel cancel', { parcelId });
		expect(errorOf(run).message).toMatch(/InvalidParameter.*cannot be canceled/);
	});
});

test('Reset to Inbox makes a confirmed parcel wait again', async () => {
	const parcel = arrived();
	await runOperation(sandbox(), 'parcel confirm', { parcelId: parcel.parcelId });
	sandbox().clearRequests();
	const run = await runOperation(sandbox(), 'parcel resetToInbox', { parcelId: parcel.parcelId });
	expect(outputOf(run)).toEqual([
		{ json: { success: true, parcelId: parcel.parcelId }, pairedItem: { item: 0 } },
	]);
	expect(parcel.status).toBe('InBoxReady');
	expect(requests()).toMatchObject([{ request: `POST /v2/parcels/reset-to-inbox/${parcel.parcelId}` }]);
});

describe('Update', () => {
	test('sets the status and returns the updated parcel', async () => {
		const parcel = arrived();
		const run = await runOperation(sandbox(), 'parcel update', {
			parcelId: parcel.parcelId,
			status: 'InBoxArchived',
		});
		expect(parcel.status).toBe('InBoxArchived');
		expect(outputOf(run)).toEqual([{ json: parcelInfo(parcel), pairedItem: { item: 0 } }]);
		expect(requests()).toMatchObject([{ body: { parcelId: parcel.parcelId, status: 'InBoxArchived' } }]);
	});

	test('sends a status from an expression that ECGrid may add later', async () => {
		await runOperation(sandbox(), 'parcel update', { parcelId: '7', status: '={{ "OutBoxDelivered" }}' });
		expect(requests()).toMatchObject([{ body: { parcelId: 7, status: 'OutBoxDelivered' } }]);
	});

	test('refuses a missing status and names the field', async () => {
		const run = await runOperation(sandbox(), 'parcel update', {
			parcelId: '7',
			status: '={{ $json.nope }}',
		});
		expect(errorOf(run).message).toBe('“Status” is empty. Fill it in.');
		expect(requests()).toEqual([]);
	});
});

describe('Set Mailbag Control ID', () => {
	test('tags the parcel and returns the tag', async () => {
		const parcel = arrived();
		const entered = { parcelId: parcel.parcelId, mailbagControlId: ' BATCH “42” ' };
		expect(outputOf(await runOperation(sandbox(), 'parcel setMailbagControlId', entered))).toEqual([
			{ json: { success: true, ...entered }, pairedItem: { item: 0 } },
		]);
		expect(parcel.mailbagControlId).toBe(entered.mailbagControlId);
	});

	test('does the same if repeated', async () => {
		const parcel = arrived();
		const entered = { parcelId: parcel.parcelId, mailbagControlId: '0042' };
		await runOperation(sandbox(), 'parcel setMailbagControlId', entered);
		await runOperation(sandbox(), 'parcel setMailbagControlId', entered);
		expect(parcel.mailbagControlId).toBe('0042');
	});
});

describe('Add Acknowledgment Note', () => {
	test('attaches the note, including line breaks', async () => {
		const parcel = arrived();
		const note = 'Processed\nas order 4711 – “ok”';
		const run = await runOperation(sandbox(), 'parcel addAcknowledgmentNote', {
			parcelId: parcel.parcelId,
			note,
		});
		expect(outputOf(run)).toEqual([
			{ json: { success: true, parcelId: parcel.parcelId }, pairedItem: { item: 0 } },
		]);
		expect(parcel.notes).toEqual([note]);
	});

	test('refuses a missing note and names the field', async () => {
		const run = await runOperation(sandbox(), 'parcel addAcknowledgmentNote', {
			parcelId: '7',
			note: '={{ $json.nope }}',
		});
		expect(errorOf(run).message).toBe('“Note” is empty. Fill it in.');
		expect(requests()).toEqual([]);
	});
});

describe('Send Test File', () => {
	const SEND = 'POST /v2/parcels/send-test-file';

	test('returns the ID of the sent parcel', async () => {
		const run = await runOperation(sandbox(), 'parcel sendTestFile', {
			...partners,
			additionalFields: { documentType: '810' },
		});
		const parcel = sandbox().parcels.at(-1)!;
		expect(outputOf(run)).toEqual([{ json: { parcelId: parcel.parcelId }, pairedItem: { item: 0 } }]);
		expect(parcel).toMatchObject({ direction: 'OutBox', fileName: 'test-810.edi' });
		expect(requests()).toMatchObject([
			{ body: { ecGridIdFrom: 820001, ecGridIdTo: 820005, documentType: '810' } },
		]);
	});

	test('omits an empty document type', async () => {
		await runOperation(sandbox(), 'parcel sendTestFile', {
			...partners,
			additionalFields: { documentType: '' },
		});
		expect(requests()).toEqual([{ request: SEND, body: { ecGridIdFrom: 820001, ecGridIdTo: 820005 } }]);
	});

	test('extracts the ID from an object, too', async () => {
		const run = await runOperation(objects(), 'parcel sendTestFile', partners);
		expect(outputOf(run)).toEqual([
			{ json: { parcelId: objects().parcels.at(-1)!.parcelId }, pairedItem: { item: 0 } },
		]);
	});

	test.each([
		['a number', '987654322', 987654322],
		['digits', '"987654322"', 987654322],
		['digits that JavaScript would round', '"9223372036854775807"', '9223372036854775807'],
		['an object in another spelling', '{"ParcelID":987654322,"status":"OutBoxQueued"}', 987654322],
		['nothing', 'null', null],
		['0', '0', null],
	])('returns the ID if ECGrid answers with %s', async (_, data, parcelId) => {
		sandbox().fault(SEND, { body: `{"success":true,"data":${data}}` });
		const run = await runOperation(sandbox(), 'parcel sendTestFile', partners);
		expect(outputOf(run)).toEqual([{ json: { parcelId }, pairedItem: { item: 0 } }]);
	});

	test('is refused for a partner without an interconnect, with ECGrid’s words', async () => {
		const strangers = { ecGridIdFrom: '820002', ecGridIdTo: '820004' };
		const run = await runOperation(sandbox(), 'parcel sendTestFile', strangers);
		expect(errorOf(run).message).toMatch(/no active interconnect/);
	});
});

describe.each(['get', 'update', 'setMailbagControlId', 'resetToInbox', 'addAcknowledgmentNote'])(
	'%s for several items',
	(operation) => {
		const parameters = {
			parcelId: '={{ $json.parcelId }}',
			status: 'InBoxReady',
			mailbagControlId: 'BATCH-1',
			note: 'Seen',
		};
		const items = () => {
			const [first, second] = [arrived(), arrived()];
			return [first, { parcelId: 5 }, { parcelId: 'abc' }, second].map(({ parcelId }) => ({ parcelId }));
		};

		test('does what it can, in item order, paired', async () => {
			const given = items();
			const run = await runOperation(sandbox(), `parcel ${operation}`, parameters, given, {
				onError: 'continueRegularOutput',
			});
			expect(outputOf(run)).toMatchObject([
				{ json: { parcelId: given[0]!.parcelId }, pairedItem: { item: 0 } },
				{ json: { error: expect.stringMatching(/Parcel 5 was not found/) }, pairedItem: { item: 1 } },
				{ json: { error: expect.stringMatching(/^“Parcel ID” must be/) }, pairedItem: { item: 2 } },
				{ json: { parcelId: given[3]!.parcelId }, pairedItem: { item: 3 } },
			]);
		});

		test('sends failures to the error output, if there is one', async () => {
			const given = items();
			const run = await runOperation(sandbox(), `parcel ${operation}`, parameters, given, {
				onError: 'continueErrorOutput',
			});
			const [succeeded, failed] = outputsOf(run);
			expect(succeeded!.map(({ parcelId }) => parcelId)).toEqual([given[0]!.parcelId, given[3]!.parcelId]);
			expect(failed!.map(({ parcelId }) => parcelId)).toEqual([5, 'abc']);
		});

		test('does nothing if an item is invalid and the node may not continue', async () => {
			const run = await runOperation(sandbox(), `parcel ${operation}`, parameters, items());
			expect(errorOf(run)).toMatchObject({ context: { itemIndex: 2 } });
			expect(requests()).toEqual([]);
		});
	},
);
