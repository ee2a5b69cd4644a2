import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { waitFor } from '../../local-n8n/wait';
import type { CallbackRecord, Caller } from '../../sandbox';
import { digestClients, type DigestClientName } from '../../sandbox/digestClients';
import { postTo } from '../../sandbox/post';
import { bodyForms, urlChanges } from '../../sandbox/types';
import { basic, parcelEvent, useReliabilityLab } from './lab';

const run = promisify(execFile);

// What a real n8n does with unusual deliveries.
const lab = useReliabilityLab();

let eventId = 7_000;
const event = (more: Record<string, unknown> = {}) => parcelEvent(eventId++, more);

async function deliverBy(caller: Caller, callback: CallbackRecord, body: unknown) {
	const agent = new Agent({ ca: lab.n8n.ca });
	try {
		return await postTo(callback, JSON.stringify(body), agent, AbortSignal.timeout(30_000), caller);
	} finally {
		agent.destroy();
	}
}

const itemsOf = async (id: string) => (await lab.api.execution(id)).output();

test('bodies in every format that a service may send contain the IDs', async () => {
	const workflow = await lab.published();
	const callback = lab.callbackOf(workflow);
	const bodies = bodyForms.map((form) => ({ form, body: event({ fileName: 'a=b&c+d %41.edi' }) }));
	for (const { form, body } of bodies) {
		const { status } = await deliverBy({ body: form }, callback, body);
		expect([form, status]).toEqual([form, 200]);
	}
	const executions = await lab.settledExecutionsOf(workflow, bodies.length);
	for (const [index, { id }] of executions.entries()) {
		const { body, form } = bodies[index]!;
		const { eventId: own, parcelId, fileName } = body as ReturnType<typeof parcelEvent>;
		expect([form, await itemsOf(id)]).toEqual([
			form,
			[expect.objectContaining({ event: 'Parcel', eventId: own, parcelId, fileName })],
		]);
	}
});

test('a URL whose query changes on the way is attributed and filtered', async () => {
	const workflow = await lab.published();
	const callback = lab.callbackOf(workflow);
	for (const url of urlChanges) {
		expect((await deliverBy({ url }, callback, event({ callBackEvent: 'OutBox' }))).responseBody).toContain(
			'ignored',
		);
		expect((await deliverBy({ url }, callback, event())).status).toBe(200);
	}
	const executions = await lab.settledExecutionsOf(workflow, urlChanges.length);
	for (const { id } of executions) expect(await itemsOf(id)).toMatchObject([{ event: 'Parcel' }]);
});

test.each([1_000, 20_000])(
	'stores a body of %d nested objects, and the next delivery too',
	async (levels) => {
		const workflow = await lab.published();
		const callback = lab.callbackOf(workflow);
		const own = eventId;
		const text = JSON.stringify(event()).replace(
			/\}$/,
			`,"x":${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}}`,
		);
		expect(await lab.post(callback.url, text, basic(callback))).toMatchObject({ status: 200 });
		expect(await lab.deliver(callback, event())).toMatchObject({ status: 200 });
		const executions = await lab.settledExecutionsOf(workflow, 2);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(await itemsOf(executions[0]!.id)).toMatchObject([{ eventId: own }]);
	},
);

test('a caller who hangs up before the response and retries is answered, and the event runs once', async () => {
	const workflow = await lab.published();
	const callback = lab.callbackOf(workflow);
	const first: number[] = [];
	for (const afterMs of [0, 2, 5, 10, 20]) {
		const body = event();
		const own = body.eventId as number;
		// 200 if n8n is faster.
		first.push((await deliverBy({ hangUp: { afterMs } }, callback, body)).status);
		const again = await lab.deliver(callback, body);
		expect([200, 503]).toContain(again.status);
		expect(again.milliseconds).toBeLessThan(15_000);
		await waitFor('the event to run', async () => {
			const executions = await lab.executionsOf(workflow);
			return (
				executions.some(({ eventIds, status }) => eventIds.includes(own) && status === 'success') || undefined
			);
		});
		expect((await lab.deliver(callback, body)).body).toContain('repeated');
		const executions = await lab.settledExecutionsOf(workflow, first.length);
		expect(executions.filter(({ eventIds }) => eventIds.includes(own))).toHaveLength(1);
	}
	expect(first).toContain(0);
	expect(first.filter((status) => ![0, 200].includes(status))).toEqual([]);
});

test('a stranger’s Digest header that is designed to be slow delays nobody', async () => {
	const workflow = await lab.published({ authentication: 'digest' });
	const { url } = lab.callbackOf(workflow);
	/** The fastest of several responses to a stranger: other work on this machine may delay some of them. */
	const fastest = async (headers: Record<string, string>) => {
		const times: number[] = [];
		for (let attempt = 1; attempt <= 5; attempt++) {
			const { status, milliseconds } = await lab.post(url, {}, headers);
			expect(status).toBe(401);
			times.push(milliseconds);
		}
		return Math.min(...times);
	};
	const usual = await fastest({});
	for (const [part, end] of [
		['a=', '"'],
		['a=', ' b'],
		['a ', '"'],
	] as const) {
		const authorization = `Digest ${part.repeat(7_700)}${end}`;
		expect(await fastest({ authorization })).toBeLessThan(usual + 150);
	}
});

describe('by Digest', () => {
	test('each type of client gets in', async () => {
		const workflow = await lab.published({ authentication: 'digest' });
		const callback = lab.callbackOf(workflow);
		for (const digestClient of Object.keys(digestClients) as DigestClientName[]) {
			for (const proxy of [false, true]) {
				const { status } = await deliverBy({ digestClient, proxy }, callback, event());
				expect([digestClient, proxy, status]).toEqual([digestClient, proxy, 200]);
			}
		}
		await lab.settledExecutionsOf(workflow, 2 * Object.keys(digestClients).length);
	});

	test('curl gets in, but not with another password', async () => {
		const workflow = await lab.published({ authentication: 'digest' });
		const { url, username, password } = lab.callbackOf(workflow);
		const ca = join(lab.n8n.userFolder, `${createHash('md5').update(url).digest('hex')}.pem`);
		writeFileSync(ca, lab.n8n.ca);
		const curl = async (login: string) => {
			const body = ['-H', 'Content-Type: application/json', '-d', JSON.stringify(event())];
			const options = [
				'-sS',
				'-o',
				'/dev/null',
				'-w',
				'%{http_code}',
				'--cacert',
				ca,
				'--digest',
				'-u',
				login,
			];
			return Number((await run('curl', [...options, ...body, url])).stdout);
		};
		expect(await curl(`${username}:${password}`)).toBe(200);
		expect(await curl(`${username}:${password}x`)).toBe(401);
	});
});
