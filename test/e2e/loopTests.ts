import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Workflow, WorkflowContent } from '../../local-n8n/api';
import { sql } from '../../local-n8n/database';
import { waitFor } from '../../local-n8n/wait';
import type { ParcelRecord } from '../../sandbox';
import { isa } from '../unit/nodes/Edi/files';
import { addRows, changeRows, clearRows, deleteTable, rowsOf, type Row } from '../../local-n8n/dataTables';
import type { Lab } from './lab';
import { mailCredential, mailServer } from './mailServer';

const example = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')) as WorkflowContent;

const MINUTE = 60_000;

type Reference = { id: string; name: string };

/** The tests of the five workflows that close the loop, in this n8n: all of them, or those where everything goes well. */
export function testLoop(lab: Lab, which: 'all' | 'usual' = 'all'): void {
	const testUnusual: (name: string, run: () => Promise<void>) => void =
		which === 'all' ? test : () => undefined;

	/**
	 * Imports an example exactly as it stands, but for the mail account and what `change` replaces, executes its set-up
	 * once, and publishes it.
	 */
	async function published(
		name: string,
		{ smtp, change = (text) => text }: { smtp?: Reference; change?: (text: string) => string } = {},
	): Promise<Workflow> {
		const content = JSON.parse(change(JSON.stringify(example(name)))) as WorkflowContent;
		const nodes = content.nodes.map((node) => ({
			...node,
			...(smtp && node.credentials?.smtp && { credentials: { smtp } }),
		}));
		const workflow = await lab.importWorkflow({ ...content, nodes });
		expect(await lab.api.runManually(workflow.id, 'Set up')).toMatchObject({ status: 'success' });
		expect(await lab.api.publish(workflow.id)).toMatchObject({ status: 'published' });
		return workflow;
	}

	const order = (): string => readFileSync(join(__dirname, '../../demo/850.edi'), 'utf8');

	const arrive = (content: string, fileName = 'in.edi') => lab.sandbox.addParcel({ fileName, content });

	/** An order of the same partner that has the same control numbers, as after the partner's counter is reset. */
	const anotherOrder = (number: string) => order().replaceAll('PO-884213', number);

	/** Orders that differ in their control numbers. They wait, and no event reports them. */
	const waitingOrders = (count: number): ParcelRecord[] =>
		Array.from({ length: count }, (_, index) =>
			lab.sandbox.addParcel(
				{ fileName: `${index}.edi`, content: order().replaceAll('000004127', String(500_000_000 + index)) },
				{ fire: false },
			),
		);

	/** The files that the workflows sent, as text. */
	const sentFiles = (): string[] =>
		lab.sandbox.parcels
			.filter(({ direction }) => direction === 'OutBox')
			.map(({ content }) => content.toString('latin1'));

	/** Waits until a workflow's execution for this parcel has ended. Returns its error, if it has one. */
	async function processed(id: string, { parcelId }: ParcelRecord): Promise<string | undefined> {
		const execution = await waitFor(
			`an execution for parcel ${parcelId}`,
			async (saw) => {
				const stored = await lab.api.executions(id);
				saw(stored.map(({ status }) => status));
				if (stored.some(({ status }) => status === 'new' || status === 'running')) return undefined;
				const executions = await Promise.all(stored.map(async (each) => await lab.api.execution(each.id)));
				return executions.find((each) =>
					each.output('A parcel arrives').some((event) => event.parcelId === parcelId),
				);
			},
			{ timeoutMs: 60_000, everyMs: 300 },
		);
		return execution.error?.message;
	}

	/** Waits until a parcel is processed, puts it back, reports it once more, and waits until it is processed again. */
	async function processedAgain(id: string, parcel: ParcelRecord): Promise<void> {
		expect(await processed(id, parcel)).toBeUndefined();
		const before = (await lab.api.executions(id)).length;
		parcel.status = 'InBoxReady';
		lab.sandbox.fire('Parcel', { objectId: parcel.parcelId, callBackEvent: 'InBox' });
		await waitFor('the parcel to be processed again', async (saw) => {
			const stored = await lab.api.executions(id);
			saw(stored.map(({ status }) => status));
			const isOpen = stored.some(({ status }) => status === 'new' || status === 'running');
			return stored.length > before && !isOpen && parcel.status === 'InBoxTransferred' ? true : undefined;
		});
	}

	/** Reports the same parcels as two different events at the same moment, and waits until all executions have ended. */
	async function processedTwiceAtOnce(id: string, parcels: ParcelRecord[]): Promise<void> {
		const twice = parcels.flatMap((parcel) => [parcel, parcel]);
		for (const { parcelId } of twice)
			lab.sandbox.fire('Parcel', { objectId: parcelId, callBackEvent: 'InBox' });
		await lab.sandbox.idle(60_000);
		const ofEachEvent = 2;
		await waitFor(
			'all executions of the parcels to end',
			async (saw) => {
				const stored = await lab.api.executions(id);
				const open = stored.filter(({ status }) => status === 'new' || status === 'running');
				saw(`${stored.length} executions, ${open.length} of them open`);
				return stored.length >= twice.length * ofEachEvent && open.length === 0 ? stored : undefined;
			},
			{ timeoutMs: 120_000 },
		);
		const failed = (await lab.api.executions(id)).filter(({ status }) => status !== 'success');
		const errors = await Promise.all(failed.map(async (each) => (await lab.api.execution(each.id)).error));
		expect(errors.map((error) => error?.message)).toEqual([]);
		expect(parcels.map(({ status }) => status)).toEqual(parcels.map(() => 'InBoxTransferred'));
	}

	const TABLES = ['EDI orders', 'EDI outgoing', 'EDI sent'];

	afterEach(async () => {
		for (const table of TABLES) await clearRows(lab.api, table).catch(() => undefined);
		for (const parcel of lab.sandbox.parcels)
			parcel.status = parcel.direction === 'OutBox' ? 'outboxCancelled' : 'InBoxArchived';
		(lab.sandbox.parcels as unknown as unknown[]).length = 0;
	});

	const SAME_CONTROL_NUMBERS = 'orders with the same control numbers, and two in one file, overwrite no rows';
	async function eachOrderHasItsRows(id: string): Promise<void> {
		const files = [order(), anotherOrder('PO-2'), anotherOrder('PO-3') + anotherOrder('PO-4')];
		for (const file of files) expect(await processed(id, arrive(file))).toBeUndefined();
		const rows = await rowsOf(lab.api, 'EDI orders');
		const all = ['PO-884213', 'PO-2', 'PO-3', 'PO-4'];
		expect(rows.map(({ number, line }) => `${number} ${line}`)).toEqual(
			all.flatMap((number) => ['1', '2', '3'].map((line) => `${number} ${line}`)),
		);
		expect(new Set(rows.map(({ key }) => key)).size).toBe(12);
	}

	const edifact = [
		'UNB+UNOC:3+9254110060:08+HARBORLINE:ZZ+261123:0915+E77++++1',
		'UNH+1+ORDERS:D:96A:UN',
		'BGM+220+PO-55+9',
		'DTM+137:20261123:102',
		'NAD+BY+4012345000009::9',
		'LIN+1++5412345111115:EN',
		'QTY+21:24:PCE',
		'PRI+AAA:9.95',
		'UNS+S',
		'CNT+2:1',
		'UNT+10+1',
		'UNZ+1+E77',
		'',
	].join("'");

	const UNASKED = 'a faulty EDIFACT order is rejected, although its sender asks for no CONTRL';
	async function isRejectedUnasked(id: string): Promise<void> {
		const parcel = arrive(edifact.replace('+E77++++1', '+E77').replace('UNT+10+', 'UNT+11+'));
		expect(await processed(id, parcel)).toBeUndefined();
		expect(sentFiles()).toEqual([expect.stringMatching(/UCM\+1\+ORDERS:D:96A:UN\+4/)]);
		expect(parcel.status).toBe('InBoxTransferred');
	}

	const NO_LINES =
		'an order without lines is neither acknowledged nor confirmed, nor is another one in its file';
	/** Returns the errors of the executions. */
	async function staysWithoutLines(id: string): Promise<Array<string | undefined>> {
		const empty = order()
			.replace(/PO1\*.*(?=AMT\*)/s, '')
			.replace('SE*21*', 'SE*14*');
		const parcels = [arrive(empty), arrive(order() + empty)];
		const errors = [];
		for (const parcel of parcels) errors.push(await processed(id, parcel));
		expect(sentFiles()).toEqual([]);
		expect(parcels.map(({ status }) => status)).toEqual(['InBoxReady', 'InBoxReady']);
		return errors;
	}

	describe('orders in, as shipped', () => {
		test('an order is stored, acknowledged and confirmed', async () => {
			const { id } = await published('orders-in');
			const parcel = arrive(order());
			expect(await processed(id, parcel)).toBeUndefined();
			expect(await rowsOf(lab.api, 'EDI orders')).toMatchObject([
				{ number: 'PO-884213', line: '1', quantity: '48', unit: 'EA', price: '11.75', product: 'WB-2210' },
				{ number: 'PO-884213', line: '2', quantity: '120' },
				{ number: 'PO-884213', line: '3', quantity: '24', unit: 'CA' },
			]);
			expect(sentFiles()).toEqual([expect.stringContaining('AK1*PO*4127~AK2*850*0001~AK5*A~AK9*A*1*1*1~')]);
			expect(parcel.status).toBe('InBoxTransferred');
		});

		testUnusual('a parcel that is processed again overwrites its rows', async () => {
			const { id } = await published('orders-in');
			const parcel = arrive(order());
			await processedAgain(id, parcel);
			expect(await rowsOf(lab.api, 'EDI orders')).toHaveLength(3);
		});

		testUnusual(SAME_CONTROL_NUMBERS, async () => {
			const { id } = await published('orders-in');
			await eachOrderHasItsRows(id);
		});

		test('orders that two executions process at the same moment are stored once', async () => {
			const { id } = await published('orders-in');
			await processedTwiceAtOnce(id, waitingOrders(10));
			const keys = (await rowsOf(lab.api, 'EDI orders')).map(({ key }) => key);
			expect(keys).toHaveLength(30);
			expect(new Set(keys).size).toBe(30);
		});

		testUnusual('an order whose count is wrong gets no rows, and is rejected', async () => {
			const { id } = await published('orders-in');
			const parcel = arrive(order().replace('SE*21*', 'SE*99*'));
			expect(await processed(id, parcel)).toBeUndefined();
			expect(await rowsOf(lab.api, 'EDI orders')).toEqual([]);
			expect(sentFiles()).toEqual([expect.stringContaining('AK5*R*4~AK9*R*1*1*0~')]);
			expect(parcel.status).toBe('InBoxTransferred');
		});

		testUnusual(UNASKED, async () => {
			const { id } = await published('orders-in');
			await isRejectedUnasked(id);
			expect(await rowsOf(lab.api, 'EDI orders')).toEqual([]);
		});

		testUnusual(NO_LINES, async () => {
			const { id } = await published('orders-in');
			const reason = expect.stringContaining('an order without lines') as string;
			expect(await staysWithoutLines(id)).toEqual([reason, reason]);
			expect(await rowsOf(lab.api, 'EDI orders')).toEqual([]);
		});

		testUnusual(
			'what is no order stays where it is, and so does what the acknowledgment could not be sent for',
			async () => {
				const { id } = await published('orders-in');
				const invoice = arrive(order().replace('ST*850*', 'ST*810*').replace('GS*PO', 'GS*IN'));
				expect(await processed(id, invoice)).toBeUndefined();
				expect(invoice.status).toBe('InBoxReady');
				lab.sandbox.fault('POST /v2/parcels/upload', { status: 403, times: 1 });
				const parcel = arrive(order());
				expect(await processed(id, parcel)).toContain(`Parcel ${parcel.parcelId}: `);
				expect(parcel.status).toBe('InBoxReady');
				expect(await rowsOf(lab.api, 'EDI orders')).toHaveLength(3);
				expect(sentFiles()).toEqual([]);
			},
		);
	});

	describe('orders with issues, as shipped', () => {
		let mail: Awaited<ReturnType<typeof mailServer>>;
		beforeAll(async () => {
			mail = await mailServer();
		});
		afterAll(() => mail.stop());

		test('somebody gets a mail with the page, the partner a rejection', async () => {
			const smtp = await mailCredential(lab.api, mail);
			const { id } = await published('orders-with-issues', { smtp });
			const good = arrive(order());
			expect(await processed(id, good)).toBeUndefined();
			expect(mail.mails).toEqual([]);
			const wrong = arrive(order().replace('SE*21*', 'SE*99*'));
			expect(await processed(id, wrong)).toBeUndefined();
			expect(mail.mails).toHaveLength(1);
			const [text] = mail.mails;
			expect(text).toContain('Subject: Order PO-884213 from 9254110060 has issues');
			expect(text).toContain('850-PO-884213.html');
			expect([good, wrong].map(({ status }) => status)).toEqual(['InBoxTransferred', 'InBoxTransferred']);
			expect(sentFiles().map((file) => /AK9\*(.)/.exec(file)![1])).toEqual(['A', 'R']);
			expect(await rowsOf(lab.api, 'EDI orders')).toHaveLength(3);
		});

		testUnusual(SAME_CONTROL_NUMBERS, async () => {
			const smtp = await mailCredential(lab.api, mail);
			const { id } = await published('orders-with-issues', { smtp });
			await eachOrderHasItsRows(id);
		});

		testUnusual(UNASKED, async () => {
			const smtp = await mailCredential(lab.api, mail);
			const { id } = await published('orders-with-issues', { smtp });
			await isRejectedUnasked(id);
		});

		testUnusual(NO_LINES, async () => {
			const smtp = await mailCredential(lab.api, mail);
			const { id } = await published('orders-with-issues', { smtp });
			const reason = expect.stringContaining('an order without lines') as string;
			expect(await staysWithoutLines(id)).toEqual([reason, reason]);
		});
	});

	const invoice = {
		kind: 'invoice',
		number: 'INV-7',
		dates: { issued: '2026-11-24' },
		references: [{ type: 'order', value: 'PO-884213' }],
		lines: [
			{
				number: '1',
				quantity: { invoiced: '48', unit: 'EA' },
				price: { amount: '11.75' },
				ids: { supplier: 'WB-2210' },
			},
		],
		totals: { gross: '564.00' },
	};
	const outgoing = (key: string, document: object, more: Row = {}): Row => ({
		key,
		document: JSON.stringify(document),
		standard: 'X12',
		version: '004010',
		senderQualifier: 'ZZ',
		senderId: 'HARBORLINE',
		receiverQualifier: '08',
		receiverId: '9254110060',
		status: 'ready',
		...more,
	});

	describe('documents out, as shipped', () => {
		const run = async (id: string) =>
			await lab.api.runManually(id, 'Every five minutes', { timeoutMs: 60_000 });
		const statuses = async () =>
			(await rowsOf(lab.api, 'EDI outgoing')).map(({ key, status, problem }) => [key, status, problem ?? '']);

		/** The row that the note shows, as columns and values. */
		const rowInNote = (): Row => {
			const { parameters } = example('documents-out').nodes.find(({ name }) => name === 'Note 3')!;
			const lines = String(parameters.content).matchAll(/^- `(\w+)`: `([^`]+)`/gm);
			return Object.fromEntries([...lines].map(([, column, value]) => [column!, value!]));
		};

		/** The control number of an invoice's functional group. */
		const groupOf = (file: string): string => /GS\*IN\*(?:[^*]*\*){4}(\d+)\*/.exec(file)![1]!;

		test('the invoice in the note is sent once, and noted with its control numbers', async () => {
			const { id } = await published('documents-out');
			expect(rowInNote()).toEqual(outgoing('INV-7', invoice));
			await addRows(lab.api, 'EDI outgoing', [rowInNote()]);
			expect((await run(id)).error).toBeUndefined();
			expect((await run(id)).error).toBeUndefined();
			expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			const [file, ...others] = sentFiles();
			expect(others).toEqual([]);
			expect(file).toContain('~BIG*20261124*INV-7**PO-884213');
			expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
				{
					key: 'INV-7',
					groupType: 'IN',
					groupControlNumber: groupOf(file!),
					messageControlNumber: '0001',
					type: '810',
					status: 'sent',
				},
			]);
		});

		test('while uploads take long, the next run starts: each document is sent once', async () => {
			// So that six uploads take longer than the age at which a row is looked up in the outbox, and one does not.
			const { id } = await published('documents-out', {
				change: (text) => text.replaceAll("minus(15, 'minutes')", "minus(10, 'seconds')"),
			});
			lab.sandbox.fault('POST /v2/parcels/upload', { delayMs: 3_000, times: 12 });
			const keys = Array.from({ length: 6 }, (_, index) => `INV-${index + 1}`);
			await addRows(
				lab.api,
				'EDI outgoing',
				keys.map((key) => outgoing(key, { ...invoice, number: key })),
			);
			const first = run(id);
			await waitFor('a run to be at work for long', () => sentFiles().length >= 4 || undefined, {
				timeoutMs: 60_000,
			});
			const second = run(id);
			for (const each of [await first, await second]) expect(each.error?.message).toBeUndefined();
			// The schedule may have started a third run, which is still at work.
			await waitFor('each row to be sent', async (saw) => {
				const rows = await statuses();
				saw(rows);
				return rows.every(([, status]) => status === 'sent') || undefined;
			});
			const numbers = sentFiles().map((file) => /BIG\*\d+\*(INV-\d)/.exec(file)![1]);
			expect(numbers.sort()).toEqual(keys);
			expect(await statuses()).toEqual(keys.map((key) => [key, 'sent', '']));
		});

		test('of two rows with one key, one is sent', async () => {
			const { id } = await published('documents-out');
			await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice), outgoing('INV-7', invoice)]);
			const problem = 'Another row with this key was sent, or is being sent';
			const { error } = await run(id);
			expect(await statuses()).toEqual([
				['INV-7', 'sent', ''],
				['INV-7', 'refused', problem],
			]);
			expect(error?.message).toContain(`INV-7: ${problem}`);
			expect(sentFiles()).toHaveLength(1);
		});

		/** A row that is `sending` counts as left over after two seconds. */
		const leftOverSoon = {
			change: (text: string) => text.replaceAll("minus(15, 'minutes')", "minus(2, 'seconds')"),
		};

		/** Waits until rows count as left over; the next run settles them, and the one after it sends those that are ready again. */
		async function settle(id: string): Promise<void> {
			await sleep(3_000);
			for (const each of [await run(id), await run(id)]) expect(each.error?.message).toBeUndefined();
		}

		for (const key of ['INV-7', 'RE/2026/7', ' INV 7?'])
			testUnusual(`the response to the upload of “${key}” is lost: it is sent once`, async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing(key, invoice)]);
				lab.sandbox.fault('POST /v2/parcels/upload', { afterWork: true, cut: true });
				expect((await run(id)).status).toBe('error');
				await settle(id);
				expect(await statuses()).toEqual([[key, 'sent', '']]);
				expect(sentFiles()).toHaveLength(1);
			});

		/** The failed execution in which a row was to be sent. */
		const failedRow = async (id: string): Promise<string> => {
			const failed = (await lab.api.executions(id)).find(
				({ mode, status }) => mode === 'integrated' && status === 'error',
			);
			return failed!.id;
		};

		test("n8n's Retry after the response to an upload was lost doesn't send it again, and the next run settles the row", async () => {
			const { id } = await published('documents-out', leftOverSoon);
			await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
			lab.sandbox.fault('POST /v2/parcels/upload', { afterWork: true, cut: true });
			const { error } = await run(id);
			const failed = await failedRow(id);
			const retried = [await lab.api.retry(failed, 'original'), await lab.api.retry(failed, 'current')];
			expect(sentFiles()).toHaveLength(1);
			const told = /It isn't known whether ECGrid carried out the request\. Leave the row as it is: /;
			for (const each of [error, ...retried.map((one) => one.error)]) expect(each!.message).toMatch(told);
			expect(await statuses()).toEqual([['INV-7', 'sending', '']]);
			await settle(id);
			await lab.api.retry(failed);
			expect(sentFiles()).toHaveLength(1);
			expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			const [, groupControlNumber] = /GS\*IN\*(?:[^*]*\*){4}(\d+)\*/.exec(sentFiles()[0]!)!;
			expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
				{ key: 'INV-7', status: 'sent', groupControlNumber },
			]);
		});

		/** Does something while n8n's database refuses such changes to the data tables that have this column. */
		async function whileRefusing(
			change: string,
			column: string,
			condition: string,
			work: () => Promise<void>,
		): Promise<void> {
			const database = async (...statements: string[]) =>
				await sql<{ name: string }>(lab.n8n.installation, lab.n8n.userFolder, statements);
			const tables = await database(
				`SELECT name FROM sqlite_master WHERE name LIKE 'data_table_user_%' AND sql LIKE '%"${column}"%'`,
			);
			expect(tables).not.toEqual([]);
			for (const [index, { name }] of tables.entries()) {
				const trigger = `CREATE TRIGGER full_${index} BEFORE ${change} ON "${name}" WHEN NEW."${column}" ${condition}`;
				await database(`${trigger} BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
			}
			await work();
			for (const index of tables.keys()) await database(`DROP TRIGGER full_${index}`);
		}

		testUnusual(
			"an upload that ECGrid refuses is sent by the next run, and n8n's Retry adds none",
			async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				lab.sandbox.fault('POST /v2/parcels/upload', { status: 401 });
				const { error } = await run(id);
				const failed = await failedRow(id);
				await settle(id);
				await lab.api.retry(failed);
				expect(sentFiles()).toHaveLength(1);
				expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
					{ key: 'INV-7', status: 'sent', groupControlNumber: groupOf(sentFiles()[0]!) },
				]);
				expect(error!.message).toMatch(
					/API key .*HTTP 401.*\. ECGrid doesn't have the file\. Correct the cause: /,
				);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			},
		);

		testUnusual(
			"n8n's Retry of a step before the upload doesn't send what the next run has sent",
			async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				await deleteTable(lab.api, 'EDI sent');
				expect((await run(id)).status).toBe('error');
				expect(sentFiles()).toEqual([]);
				const failed = await failedRow(id);
				await lab.api.runManually(id, 'Set up');
				await settle(id);
				await lab.api.retry(failed);
				expect(sentFiles()).toHaveLength(1);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
				expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
					{ key: 'INV-7', status: 'sent', groupControlNumber: groupOf(sentFiles()[0]!) },
				]);
			},
		);

		testUnusual(
			"n8n's Retry just before the next run looks for what is left over doesn't send twice",
			async () => {
				const { id } = await published('documents-out', {
					// The step before the upload that fails looks for rows in the table that is missing.
					change: (text) =>
						text
							.replaceAll("minus(15, 'minutes')", "minus(10, 'seconds')")
							.replaceAll("minus(5, 'minutes')", "minus(3, 'seconds')")
							.replace(/("name":"Another row went".*?)"EDI outgoing"/, '$1"EDI sent"'),
				});
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				await deleteTable(lab.api, 'EDI sent');
				const began = Date.now();
				expect((await run(id)).status).toBe('error');
				const failed = await failedRow(id);
				await lab.api.runManually(id, 'Set up');
				await sleep(began + 8_000 - Date.now());
				lab.sandbox.fault('POST /v2/parcels/upload', { delayMs: 8_000, times: 1 });
				const retried = lab.api.retry(failed);
				await sleep(began + 12_000 - Date.now());
				await run(id);
				await retried;
				expect(sentFiles()).toHaveLength(1);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			},
		);

		testUnusual("n8n's Retry of a refusal leaves a row alone that was sent meanwhile", async () => {
			const { id } = await published('documents-out');
			await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', { ...invoice, number: '' })]);
			await whileRefusing('UPDATE', 'status', "= 'refused'", async () => {
				expect((await run(id)).status).toBe('error');
			});
			const failed = await failedRow(id);
			const corrected = { document: JSON.stringify(invoice), status: 'ready' };
			await changeRows(lab.api, 'EDI outgoing', 'key', 'INV-7', corrected);
			expect((await run(id)).error?.message).toBeUndefined();
			await lab.api.retry(failed);
			expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			expect(sentFiles()).toHaveLength(1);
		});

		testUnusual(
			'a document whose control numbers cannot be noted is not sent, and the next run sends it',
			async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				await whileRefusing('INSERT', 'messageControlNumber', "<> ''", async () => {
					expect((await run(id)).error?.message).toMatch(
						/couldn't be noted in EDI sent, so nothing was sent/,
					);
				});
				expect(sentFiles()).toEqual([]);
				await settle(id);
				expect(sentFiles()).toHaveLength(1);
				expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
					{ key: 'INV-7', status: 'sent', groupControlNumber: groupOf(sentFiles()[0]!) },
				]);
			},
		);

		testUnusual(
			'n8n stops between two steps behind the upload: the next run settles both tables',
			async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				await whileRefusing('UPDATE', 'sentAt', 'IS NOT NULL', async () => {
					expect((await run(id)).status).toBe('error');
				});
				await sleep(3_000);
				expect((await run(id)).error?.message).toBeUndefined();
				expect(sentFiles()).toHaveLength(1);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
				expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([{ key: 'INV-7', status: 'sent' }]);
			},
		);

		testUnusual(
			'the outbox is listed for so long that the next run sends meanwhile: the document is sent once',
			async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				lab.sandbox.fault('POST /v2/parcels/upload', { cut: true });
				await run(id);
				await sleep(3_000);
				lab.sandbox.fault('POST /v2/parcels/outbox-list', { afterWork: true, delayMs: 8_000, times: 1 });
				const lists = () => lab.requestsTo('/v2/parcels/outbox-list').length;
				const before = lists();
				const slow = run(id);
				await waitFor('the outbox to be listed', () => lists() > before || undefined);
				lab.sandbox.fault('POST /v2/parcels/upload', { afterWork: true, cut: true });
				await run(id);
				expect(sentFiles()).toHaveLength(1);
				await slow;
				for (const each of [await run(id), await run(id)]) expect(each.error?.message).toBeUndefined();
				expect(sentFiles()).toHaveLength(1);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			},
		);

		const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * MINUTE).toISOString();
		for (const [how, again] of [
			[
				'sent again by hand',
				async () => await changeRows(lab.api, 'EDI outgoing', 'key', 'INV-7', { status: 'ready' }),
			],
			[
				'added again after its row was deleted',
				async () => {
					for (const parcel of lab.sandbox.parcels) parcel.created = daysAgo(2);
					await clearRows(lab.api, 'EDI outgoing');
					await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				},
			],
		] as const)
			testUnusual(`a document that is ${how} is not mistaken for the first one`, async () => {
				const { id } = await published('documents-out', leftOverSoon);
				await addRows(lab.api, 'EDI outgoing', [outgoing('INV-7', invoice)]);
				expect((await run(id)).error?.message).toBeUndefined();
				await again();
				lab.sandbox.fault('POST /v2/parcels/upload', { cut: true });
				expect((await run(id)).status).toBe('error');
				await settle(id);
				expect(sentFiles()).toHaveLength(2);
				expect(await statuses()).toEqual([['INV-7', 'sent', '']]);
			});

		testUnusual('an upload that did not reach ECGrid is not mistaken for that of a similar key', async () => {
			const { id } = await published('documents-out', leftOverSoon);
			await addRows(lab.api, 'EDI outgoing', [outgoing('RE/2026/7', invoice)]);
			await run(id);
			await addRows(lab.api, 'EDI outgoing', [outgoing('7', invoice)]);
			lab.sandbox.fault('POST /v2/parcels/upload', { cut: true });
			await run(id);
			await settle(id);
			expect((await statuses()).map(([, status]) => status)).toEqual(['sent', 'sent']);
			expect(
				lab.sandbox.parcels.flatMap(({ direction, fileName }) => (direction === 'OutBox' ? fileName : [])),
			).toEqual(['RE%2F2026%2F7.edi', '7.edi']);
		});

		testUnusual('one whose key cannot be the name of a file is refused, and the others go', async () => {
			const { id } = await published('documents-out');
			const keys = ['', '/'.repeat(34), 'RE/2026/7'];
			await addRows(
				lab.api,
				'EDI outgoing',
				keys.map((key) => outgoing(key, invoice)),
			);
			await run(id);
			const problem = 'The key is empty, or too long for the name of a file';
			expect(await statuses()).toEqual([
				['', 'refused', problem],
				[keys[1], 'refused', problem],
				['RE/2026/7', 'sent', ''],
			]);
			expect(sentFiles()).toHaveLength(1);
		});

		testUnusual('one that cannot be written says why, and the others go', async () => {
			const { id } = await published('documents-out');
			await addRows(lab.api, 'EDI outgoing', [
				outgoing('INV-7', { ...invoice, number: '' }),
				outgoing('INV-8', { ...invoice, number: 'INV-8' }),
			]);
			expect((await run(id)).error?.message).toContain('INV-7: number is missing');
			expect(await statuses()).toEqual([
				['INV-7', 'refused', expect.stringContaining('number')],
				['INV-8', 'sent', ''],
			]);
			expect(sentFiles()).toHaveLength(1);
		});
	});

	describe('acknowledgments watched, as shipped', () => {
		const functional = (segments: string[]): string =>
			[
				isa({ 5: '08', 6: '9254110060     ', 7: 'ZZ', 8: 'HARBORLINE     ', 13: '000000311' }),
				'GS*FA*9254110060*HARBORLINE*20261125*0800*311*X*004010',
				'ST*997*0001',
				...segments,
				`SE*${segments.length + 2}*0001`,
				'GE*1*311',
				'IEA*1*000000311',
				'',
			].join('~');
		const sent = (key: string, messageControlNumber: string, more: Row = {}): Row => ({
			key,
			standard: 'X12',
			sender: 'HARBORLINE',
			receiver: '9254110060',
			interchangeControlNumber: '000000007',
			groupType: 'IN',
			groupControlNumber: '7',
			messageControlNumber,
			type: '810',
			status: 'sent',
			sentAt: new Date(Date.now() - 3_600_000).toISOString(),
			...more,
		});

		test('each row gets its verdict, and the parcel is confirmed', async () => {
			const { id } = await published('acknowledgments-watched');
			await addRows(lab.api, 'EDI sent', [
				sent('INV-1', '0001'),
				sent('INV-2', '0002'),
				sent('INV-3', '0003'),
			]);
			const parcel = arrive(
				functional(['AK1*IN*7', 'AK2*810*0001', 'AK5*A', 'AK2*810*0002', 'AK5*R*4', 'AK9*P*2*2*1']),
			);
			expect(await processed(id, parcel)).toBeUndefined();
			expect(await rowsOf(lab.api, 'EDI sent')).toMatchObject([
				{ key: 'INV-1', status: 'accepted', problem: '' },
				{ key: 'INV-2', status: 'rejected', problem: '4 the number of segments is wrong' },
				{ key: 'INV-3', status: 'sent' },
			]);
			expect(parcel.status).toBe('InBoxTransferred');
		});

		testUnusual(
			'an acknowledgment of nothing in the table is confirmed, and an order is not touched',
			async () => {
				const { id } = await published('acknowledgments-watched');
				const parcel = arrive(functional(['AK1*IN*7', 'AK9*A*1*1*1']));
				expect(await processed(id, parcel)).toBeUndefined();
				expect(parcel.status).toBe('InBoxTransferred');
				const other = arrive(order());
				expect(await processed(id, other)).toBeUndefined();
				expect(other.status).toBe('InBoxReady');
			},
		);

		test('at night, an error names what is missing after 24 hours and what was rejected', async () => {
			const { id } = await published('acknowledgments-watched');
			const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
			await addRows(lab.api, 'EDI sent', [
				sent('INV-1', '0001', { sentAt: hoursAgo(25) }),
				sent('INV-2', '0002', { sentAt: hoursAgo(23) }),
				sent('INV-3', '0003', { status: 'rejected', problem: 'why', acknowledgedAt: hoursAgo(3) }),
				sent('INV-4', '0004', { status: 'accepted', sentAt: hoursAgo(25) }),
				sent('INV-5', '0005', { status: 'received', sentAt: hoursAgo(25) }),
			]);
			const night = await lab.api.runManually(id, 'Every night');
			expect(night.error?.message).toBe(
				'810 INV-1 to 9254110060: not acknowledged within 24 hours; 810 INV-3 to 9254110060: rejected (why); 810 INV-5 to 9254110060: received',
			);
		});
	});

	describe('two partners, one workflow, as shipped', () => {
		test('orders of both standards are answered in their own', async () => {
			const { id } = await published('two-partners-one-workflow');
			const parcels = [order(), edifact].map((content) => arrive(content));
			for (const parcel of parcels) expect(await processed(id, parcel)).toBeUndefined();
			expect(parcels.map(({ status }) => status)).toEqual(['InBoxTransferred', 'InBoxTransferred']);
			const outgoing = await rowsOf(lab.api, 'EDI outgoing');
			const toPartner = { senderId: 'HARBORLINE', receiverId: '9254110060', status: 'ready' };
			expect(outgoing).toHaveLength(2);
			expect(outgoing).toContainEqual(
				expect.objectContaining({ standard: 'X12', version: '004010', ...toPartner }),
			);
			expect(outgoing).toContainEqual(
				expect.objectContaining({ standard: 'EDIFACT', version: 'D.96A', ...toPartner }),
			);
			const acknowledgments = sentFiles();
			expect(acknowledgments).toHaveLength(2);
			expect(acknowledgments).toContainEqual(expect.stringContaining('AK9*A*1*1*1'));
			expect(acknowledgments).toContainEqual(
				expect.stringContaining("UCI+E77+9254110060:08+HARBORLINE:ZZ+7'"),
			);
			const { id: out } = await published('documents-out');
			const execution = await lab.api.runManually(out, 'Every five minutes', { timeoutMs: 60_000 });
			expect(execution.error?.message).toBeUndefined();
			const responses = sentFiles().slice(acknowledgments.length);
			expect(responses).toHaveLength(2);
			expect(responses).toContainEqual(expect.stringContaining('ST*855*0001~BAK*00*AD*PO-884213*'));
			expect(responses).toContainEqual(expect.stringContaining('+ORDRSP:D:96A:UN'));
			expect((await rowsOf(lab.api, 'EDI sent')).map(({ type }) => type).sort()).toEqual(['855', 'ORDRSP']);
		});

		testUnusual('it is tried by hand, as the note says: the order that waits is answered', async () => {
			const { id } = await lab.importWorkflow(example('two-partners-one-workflow'));
			await lab.api.runManually(id, 'Set up');
			const [parcel] = waitingOrders(1);
			const { error } = await lab.api.runManually(id, 'A parcel still waits', { timeoutMs: 60_000 });
			expect(error?.message).toBeUndefined();
			const [answer, ...others] = await rowsOf(lab.api, 'EDI outgoing');
			expect(others).toEqual([]);
			const { lines } = JSON.parse(answer!.document as string) as { lines: Array<{ status: string }> };
			expect(lines.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
			expect(parcel!.status).toBe('InBoxTransferred');
		});

		testUnusual(UNASKED, async () => {
			const { id } = await published('two-partners-one-workflow');
			await isRejectedUnasked(id);
			expect(await rowsOf(lab.api, 'EDI outgoing')).toEqual([]);
		});

		testUnusual(NO_LINES, async () => {
			const { id } = await published('two-partners-one-workflow');
			expect(await staysWithoutLines(id)).toEqual([undefined, undefined]);
			expect(await rowsOf(lab.api, 'EDI outgoing')).toEqual([]);
		});

		testUnusual(
			'an order without a date, with a line without a quantity, is answered as far as it goes',
			async () => {
				const { id } = await published('two-partners-one-workflow');
				const bare = edifact.replace(/(DTM|QTY)\+.*?'/g, '').replace('UNT+10+', 'UNT+8+');
				expect(await processed(id, arrive(bare))).toBeUndefined();
				const [answer] = await rowsOf(lab.api, 'EDI outgoing');
				expect(JSON.parse(answer!.document as string)).toMatchObject({
					number: 'PO-55',
					lines: [{ number: '1', status: 'accepted', ids: { gtin: '5412345111115' } }],
				});
			},
		);

		testUnusual('a parcel that is processed again is answered once', async () => {
			const { id } = await published('two-partners-one-workflow');
			await processedAgain(id, arrive(order()));
			expect(await rowsOf(lab.api, 'EDI outgoing')).toHaveLength(1);
		});

		testUnusual('orders with the same control numbers, and two in one file, are each answered', async () => {
			const { id } = await published('two-partners-one-workflow');
			const files = [order(), anotherOrder('PO-2'), anotherOrder('PO-3') + anotherOrder('PO-4')];
			for (const file of files) expect(await processed(id, arrive(file))).toBeUndefined();
			const answers = await rowsOf(lab.api, 'EDI outgoing');
			expect(
				answers.map(({ document }) => (JSON.parse(document as string) as { number: string }).number),
			).toEqual(['PO-884213', 'PO-2', 'PO-3', 'PO-4']);
			expect(new Set(answers.map(({ key }) => key)).size).toBe(4);
			expect(answers.map(({ key }) => key)).toEqual(answers.map(() => expect.stringMatching(/^[\w-]+$/)));
		});

		test('orders that two executions process at the same moment are answered once', async () => {
			const { id } = await published('two-partners-one-workflow');
			await processedTwiceAtOnce(id, waitingOrders(10));
			const keys = (await rowsOf(lab.api, 'EDI outgoing')).map(({ key }) => key);
			expect(keys).toHaveLength(10);
			expect(new Set(keys).size).toBe(10);
		});
	});
}
