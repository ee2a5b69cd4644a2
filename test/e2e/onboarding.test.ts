import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';

import type { WorkflowContent } from '../../local-n8n/api';
import { addRows, clearRows, rowsOf } from '../../local-n8n/dataTables';
import { waitFor } from '../../local-n8n/wait';
import type { Readings } from '../../sandbox';
import { useLab } from './lab';
import { mailCredential, mailServer } from './mailServer';

const readings: Readings = { partnerStatus: 'Pending' };
const lab = useLab({ GENERIC_TIMEZONE: 'UTC' }, { readings });

const example = (name: string, change: (text: string) => string = (text) => text) =>
	JSON.parse(
		change(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')),
	) as WorkflowContent;

/** Calls ECGrid, as the partner's or one's own administrator does elsewhere. */
async function ecGrid<T>(path: string, body: object): Promise<T> {
	const answer = await request(`${lab.sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'X-API-Key': lab.sandbox.apiKey, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const { data } = (await answer.body.json()) as { data: T };
	return data;
}

describe('connecting a new trading partner, as shipped', () => {
	const own = 820001;

	const newId = async (id: string, mailboxId = 30045): Promise<number> =>
		(await ecGrid<{ ecGridId: number }>('/v2/ids', { mailboxId, qualifier: 'ZZ', id })).ecGridId;

	/**
	 * Imports it exactly as it stands, and fills in who the partner is. It looks every second instead of every hour, and
	 * a day has 24 looks.
	 */
	async function imported(id: string, more: Record<string, unknown> = {}) {
		const content = example('new-trading-partner', (text) =>
			text.replace('"unit": "hours"', '"unit": "seconds"'),
		);
		const values: Record<string, unknown> = { yourEcGridId: String(own), id, ...more };
		const { assignments } = content.nodes.find(({ name }) => name === 'The new partner')!.parameters
			.assignments as { assignments: Array<{ name: string; value: unknown }> };
		for (const field of assignments) field.value = values[field.name] ?? field.value;
		return (await lab.importWorkflow(content)).id;
	}

	const run = async (id: string) => await lab.api.runManually(id, 'Start', { timeoutMs: 60_000 });

	const partnershipsWith = (ecGridId: number) =>
		lab.sandbox.interconnects.filter(({ ecGridIdTo }) => ecGridIdTo === ecGridId);

	const filesTo = (ecGridId: number) =>
		lab.sandbox.parcels.filter((parcel) => parcel.direction === 'OutBox' && parcel.ecGridIdTo === ecGridId);

	const partnershipCreated = async (ecGridId: number) =>
		await waitFor('the partnership', () => partnershipsWith(ecGridId)[0]);

	test('the partnership is created, and a test file is sent as soon as it is confirmed; a second run creates and sends nothing', async () => {
		const ecGridId = await newId('NEWSTORES');
		const id = await imported('NEWSTORES');
		const running = run(id);
		const partnership = await partnershipCreated(ecGridId);
		await waitFor('the second look', () =>
			lab.requestsTo(`/v2/partners/${partnership.interconnectId}`).length >= 2 ? true : undefined,
		);
		expect(filesTo(ecGridId)).toEqual([]);
		partnership.status = 'Active';
		const first = await running;
		expect(first.error?.message).toBeUndefined();
		const [file, ...others] = filesTo(ecGridId);
		expect(others).toEqual([]);
		expect(file!.content.toString()).toContain('ST*850*');
		const outcome = { interconnectId: partnership.interconnectId, ecGridId, parcelId: file!.parcelId };
		expect(first.output('Outcome')).toEqual([
			{
				...outcome,
				outcome: `The partnership with ZZ NEWSTORES is confirmed. A test file was sent: parcel ${file!.parcelId}.`,
			},
		]);

		const second = await run(id);
		expect(second.output('Outcome')).toEqual([
			{
				...outcome,
				outcome: `The partnership with ZZ NEWSTORES is confirmed. A file had already been sent: parcel ${file!.parcelId}.`,
			},
		]);
		expect(partnershipsWith(ecGridId)).toHaveLength(1);
		expect(filesTo(ecGridId)).toHaveLength(1);
	});

	test('the run is cut off right after ECGrid has created the partnership: the next one finds it', async () => {
		const ecGridId = await newId('CUTOFF');
		const id = await imported('CUTOFF');
		lab.sandbox.fault('POST /v2/partners', { afterWork: true, cut: true });
		expect((await run(id)).status).toBe('error');
		const [partnership] = partnershipsWith(ecGridId);
		partnership!.status = 'Active';
		expect((await run(id)).error?.message).toBeUndefined();
		expect(partnershipsWith(ecGridId)).toHaveLength(1);
		expect(filesTo(ecGridId)).toHaveLength(1);
	});

	/** Has n8n *Retry* the last execution, which failed. */
	const retryLast = async (id: string) => await lab.api.retry((await lab.api.executions(id))[0]!.id);

	const told = /It isn't known whether ECGrid carried out the request\. Execute this workflow again: /;

	test("ECGrid's response is lost after it has created the partnership: n8n's Retry creates none, and the next run goes on", async () => {
		const ecGridId = await newId('LOSTPARTNER');
		const id = await imported('LOSTPARTNER');
		lab.sandbox.fault('POST /v2/partners', { afterWork: true, cut: true });
		const { error } = await run(id);
		for (const partnership of partnershipsWith(ecGridId)) partnership.status = 'Active';
		const retried = await retryLast(id);
		expect(partnershipsWith(ecGridId)).toHaveLength(1);
		for (const each of [error, retried.error]) expect(each!.message).toMatch(told);
		expect((await run(id)).error?.message).toBeUndefined();
		expect(partnershipsWith(ecGridId)).toHaveLength(1);
		expect(filesTo(ecGridId)).toHaveLength(1);
	});

	test("ECGrid's response is lost after it has sent the test file: n8n's Retry sends none, and the next run finds it", async () => {
		const ecGridId = await newId('LOSTFILE');
		const id = await imported('LOSTFILE');
		const running = run(id);
		lab.sandbox.fault('POST /v2/parcels/send-test-file', { afterWork: true, cut: true });
		(await partnershipCreated(ecGridId)).status = 'Active';
		const { error } = await running;
		const retried = await retryLast(id);
		const [file, ...others] = filesTo(ecGridId);
		expect(others).toEqual([]);
		for (const each of [error, retried.error]) expect(each!.message).toMatch(told);
		expect((await run(id)).output('Outcome')).toMatchObject([{ ecGridId, parcelId: file!.parcelId }]);
		expect(filesTo(ecGridId)).toHaveLength(1);
	});

	test('it is not confirmed in time: the error says how to go on, and the next run goes on', async () => {
		const ecGridId = await newId('SLOWSTORES');
		const id = await imported('SLOWSTORES', { daysToWait: 1 / 12 });
		const { error } = await run(id);
		const [partnership] = partnershipsWith(ecGridId);
		expect(error!.message).toBe(
			`The partnership ${partnership!.interconnectId} with ZZ SLOWSTORES was not confirmed within ${1 / 12} days: its status is Pending. Ask your partner, and execute this workflow again: it continues to wait, and creates no second partnership.`,
		);
		expect(lab.requestsTo(`/v2/partners/${partnership!.interconnectId}`)).toHaveLength(3);
		partnership!.status = 'Active';
		expect((await run(id)).error?.message).toBeUndefined();
		expect(partnershipsWith(ecGridId)).toHaveLength(1);
	});

	test.each(['Suspended', 'Terminated', 'Canceled'])(
		'it is refused, %s: the error says so',
		async (status) => {
			const ecGridId = await newId(`NO${status}`);
			const id = await imported(`NO${status}`);
			const running = run(id);
			const partnership = await partnershipCreated(ecGridId);
			partnership.status = status;
			expect((await running).error!.message).toContain(
				`with ZZ NO${status} was refused: its status is ${status}.`,
			);
			expect((await run(id)).error!.message).toContain('was refused');
			expect(partnershipsWith(ecGridId)).toHaveLength(1);
			expect(filesTo(ecGridId)).toEqual([]);
		},
	);

	test('nobody has the ID: the error says so, and nothing is created', async () => {
		const { error } = await run(await imported('NOBODY'));
		expect(error!.message).toBe(
			'ECGrid knows no ZZ NOBODY. Check the qualifier and the ID with your partner.',
		);
		expect(lab.requestsTo('/v2/partners')).toEqual([]);
	});

	test('several have it: the error lists them, and the one that is entered is taken', async () => {
		const ids = [await newId('TWICE'), await newId('TWICE', 30085)];
		const { error } = await run(await imported('TWICE'));
		expect(error!.message).toMatch(
			new RegExp(
				`^Several ECGrid IDs have ZZ TWICE\\. .*${ids[0]} \\(.*mailbox 30045\\); ${ids[1]} \\(.*30085\\)$`,
			),
		);
		expect(lab.requestsTo('/v2/partners')).toEqual([]);
		const running = run(await imported('TWICE', { partnerEcGridId: String(ids[1]) }));
		(await partnershipCreated(ids[1]!)).status = 'Active';
		expect((await running).output('Outcome')).toMatchObject([{ ecGridId: ids[1] }]);
		expect(partnershipsWith(ids[0]!)).toEqual([]);
	});
});

describe('the weekly traffic report, as shipped', () => {
	const DAY = 86_400_000;
	const monday = () => {
		const now = new Date();
		return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - ((now.getUTCDay() + 6) % 7));
	};

	test('each week is a row, and a second run changes no more than what ECGrid counts anew', async () => {
		const { id } = await lab.importWorkflow(example('weekly-traffic-report'));
		expect(await lab.api.runManually(id, 'Set up')).toMatchObject({ status: 'success' });
		const add = (created: number) =>
			lab.sandbox.addParcel(
				{ fileName: 'a.edi', content: 'ISA', created: new Date(created) },
				{ fire: false },
			);
		for (const days of [3, 4, 10]) add(monday() - days * DAY);
		const first = await lab.api.runManually(id, 'Every Monday');
		expect(first.error?.message).toBeUndefined();
		const rows = await rowsOf(lab.api, 'EDI traffic');
		const lastWeek = new Date(monday() - 7 * DAY).toISOString();
		const key = `30001-${lastWeek.slice(0, 10)}`;
		expect(rows).toHaveLength(8);
		expect(rows.find((row) => row.key === key)).toMatchObject({
			mailboxId: 30001,
			week: expect.stringMatching(/^\d{4}-W\d\d$/),
			begins: lastWeek,
			ends: new Date(monday()).toISOString(),
			sent: 0,
			received: 2,
			bytes: 6,
		});
		expect(rows.filter(({ received }) => received === 1)).toHaveLength(1);

		add(monday() - 3 * DAY);
		expect((await lab.api.runManually(id, 'Every Monday')).error?.message).toBeUndefined();
		const again = await rowsOf(lab.api, 'EDI traffic');
		expect(again).toHaveLength(8);
		expect(again.find((row) => row.key === key)).toMatchObject({ received: 3 });
	});

	test('the last four weeks are stored, too, if ECGrid counts them after the time that it is asked for', async () => {
		const { id } = await lab.importWorkflow(example('weekly-traffic-report'));
		expect(await lab.api.runManually(id, 'Set up')).toMatchObject({ status: 'success' });
		await clearRows(lab.api, 'EDI traffic');
		readings.trafficFollows = true;
		const { error } = await lab.api.runManually(id, 'Every Monday');
		readings.trafficFollows = false;
		expect(error?.message).toBeUndefined();
		expect((await rowsOf(lab.api, 'EDI traffic')).map(({ begins }) => begins)).toEqual(
			[28, 21, 14, 7].map((days) => new Date(monday() - days * DAY).toISOString()),
		);
	});

	test('no week has ended: the error says so', async () => {
		const { id } = await lab.importWorkflow(example('weekly-traffic-report'));
		lab.sandbox.fault('POST /v2/reports/traffic-stats', {
			times: 2,
			body: JSON.stringify({ success: true, data: [] }),
		});
		expect((await lab.api.runManually(id, 'Every Monday')).error!.message).toContain(
			'ECGrid returned no week that has ended',
		);
	});
});

describe('certificates that expire, as shipped', () => {
	const TABLE = 'EDI certificates';
	let mail: Awaited<ReturnType<typeof mailServer>>;
	beforeAll(async () => {
		mail = await mailServer();
	});
	afterEach(() => void mail.mails.splice(0));
	afterAll(() => mail.stop());

	/** Imports it, selects the mail account, and creates the table. */
	async function ready(): Promise<string> {
		const { id, name } = await mailCredential(lab.api, mail);
		const content = example('certificates-that-expire');
		const workflow = await lab.importWorkflow({
			...content,
			nodes: content.nodes.map((node) => ({
				...node,
				...(node.credentials?.smtp && { credentials: { smtp: { id, name } } }),
			})),
		});
		expect(await lab.api.runManually(workflow.id, 'Set up')).toMatchObject({ status: 'success' });
		await clearRows(lab.api, TABLE);
		return workflow.id;
	}

	/** The lines of the mail sent in one morning. */
	async function morning(id: string): Promise<string[]> {
		mail.mails.splice(0);
		const { error } = await lab.api.runManually(id, 'Every morning', { timeoutMs: 60_000 });
		expect(error?.message).toBeUndefined();
		expect(mail.mails.length).toBeLessThanOrEqual(1);
		return mail.mails
			.flatMap((text) => text.replace(/=\r?\n/g, '').split(/\r?\n/))
			.filter((line) => / comm \d+ /.test(line));
	}

	const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
	const day = (days: number) => inDays(days).slice(0, 10);

	test('names what expires within 30 days, what has expired, and what has no date; nothing else', async () => {
		const id = await ready();
		await addRows(lab.api, TABLE, [
			{ commId: 6101, name: 'AS2 signature', expires: inDays(29.5) },
			{ commId: 6101, name: 'SSL', expires: inDays(31) },
			{ commId: 6101, name: 'PGP', expires: inDays(-2) },
			{ commId: 6102, name: 'without certificates at ECGrid', expires: inDays(1) },
		]);
		expect(await morning(id)).toEqual([
			`AS2 signature of comm 6101 (as2 HARBORLINE-AS2) expires on ${day(29.5)}`,
			`PGP of comm 6101 (as2 HARBORLINE-AS2) expired on ${day(-2)}`,
			'When does the certificate of comm 6103 (as2 NORTHFIELD-AS2) expire? Enter its date in the table EDI certificates.',
		]);
		expect(mail.mails[0]).toContain('Subject: ECGrid: 3 certificates to look at');
	});

	test('an empty table: asks for each date; when all are far away, there is no mail', async () => {
		const id = await ready();
		expect(await morning(id)).toHaveLength(2);
		await addRows(
			lab.api,
			TABLE,
			[6101, 6103].map((commId) => ({ commId, name: 'AS2', expires: inDays(100) })),
		);
		expect(await morning(id)).toEqual([]);
		expect(mail.mails).toEqual([]);
	});
});
